"""Partners that change after the index file was written are ranked as they are now."""

import pytest

from matcher import loaded
from matcher.briefs.interpret import interpret_brief
from matcher.index import partner_index
from matcher.index.columns_file import columns_path, map_columns_file
from matcher.index.encode import encode_columns
from matcher.index.loading.load_candidates import load_candidates
from matcher.index.segment import Segment
from matcher.loaded import current_basis
from matcher.models import IndexFile
from matcher.scoring import ranking
from matcher.scoring.coverage import count_coverage
from matcher.shortlists import compute_answer
from partners.models import Partner

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.INDEX_DIR = str(tmp_path)
    return tmp_path


def write_file():
    """Write the index file as a worker does, and forget what this process holds."""
    loaded.write_columns()
    loaded.forget()
    return IndexFile.objects.first()


def listed(knitwear):
    found = compute_answer.answer_at_once(knitwear)
    return [(one.partner, one.points) for one in found.entries]


def from_scratch(knitwear):
    """The same list from columns that are encoded from the records as they are now."""
    reference, _ = loaded.load(current_basis())
    candidates = load_candidates(Partner.objects.active().values_list("pk", flat=True))
    compiled = interpret_brief(knitwear, reference, loaded.names()).compiled
    segments = [Segment(encode_columns(reference, candidates.values()))]
    coverage = count_coverage(reference, segments, compiled.wanted.datasets)
    ranked = ranking.rank(compiled, segments, load_candidates, coverage)
    return [(one.partner, one.points) for one in ranked.entries]


def test_partners_that_changed_since_the_file_are_a_segment_of_their_own(maker, knitwear):
    for n in range(5):
        maker(f"m{n}", lead_time_days=8 + n)
    row = write_file()
    assert row.partner_count == 5
    before = listed(knitwear)

    maker("m4", lead_time_days=1)
    maker("new", lead_time_days=2)

    base, changes = loaded.load(current_basis())[1]
    assert (len(base.columns), len(base.deleted), len(changes.columns)) == (5, 1, 2)
    assert listed(knitwear) == from_scratch(knitwear) != before


def test_a_retired_partner_is_listed_no_more(maker, knitwear):
    for n in range(3):
        maker(f"m{n}")
    write_file()
    gone = Partner.objects.order_by("pk").first()
    gone.retired_at = gone.created_at
    gone.changed_number = maker("another").changed_number + 1
    gone.save()
    loaded.forget()

    assert gone.pk not in dict(listed(knitwear))
    assert listed(knitwear) == from_scratch(knitwear)


def test_too_many_changes_load_all_partners_anew(maker, knitwear, monkeypatch):
    monkeypatch.setattr(partner_index, "MAX_CHANGED", 2)
    maker("m0")
    write_file()
    for n in range(1, 5):
        maker(f"m{n}")

    (base,) = loaded.load(current_basis())[1]
    assert len(base.columns) == 5
    assert listed(knitwear) == from_scratch(knitwear)


@pytest.mark.parametrize("harm", ["gone", "torn"])
def test_without_its_file_the_partners_are_read_from_the_database(maker, knitwear, folder, harm):
    maker("m0")
    row = write_file()
    file = columns_path(folder, row.digest)
    if harm == "gone":
        file.unlink()
    else:
        file.write_bytes(file.read_bytes()[:-9])

    assert listed(knitwear) == from_scratch(knitwear)
    loaded.write_columns()
    assert len(map_columns_file(folder, row.digest)) == 1


def test_a_file_that_the_database_does_not_know_is_not_read(maker, knitwear):
    """A database put back to an earlier state goes on under numbers that files bear already."""
    maker("m0")
    write_file()
    IndexFile.objects.all().delete()
    maker("m1")

    (base,) = loaded.load(current_basis())[1]
    assert len(base.columns) == 2


def test_a_file_of_a_later_state_is_not_read_in_an_older_snapshot(maker):
    maker("m0")
    number = current_basis().partners
    row = write_file()
    IndexFile.objects.filter(pk=row.pk).update(partners_number=number + 1)

    (base,) = loaded.load(current_basis())[1]
    assert len(base.columns) == 1


def test_nothing_is_written_where_nothing_changed_or_the_file_is_too_young(maker, folder):
    maker("m0")
    first = write_file()
    loaded.write_columns()
    maker("m1")
    loaded.write_columns()
    assert list(IndexFile.objects.all()) == [first]

    IndexFile.objects.update(built_at=first.built_at - 2 * partner_index.MIN_FILE_AGE)
    loaded.write_columns()
    assert IndexFile.objects.first().partner_count == 2


def test_of_the_files_the_last_two_stay(maker, folder, django_capture_on_commit_callbacks):
    for n in range(4):
        maker(f"m{n}")
        IndexFile.objects.update(built_at="2026-01-01T00:00Z")
        with django_capture_on_commit_callbacks(execute=True):
            loaded.write_columns()

    kept = set(IndexFile.objects.values_list("digest", flat=True))
    assert len(kept) == 2
    assert set(folder.iterdir()) == {columns_path(folder, digest) for digest in kept}


def test_with_no_folder_each_process_reads_for_itself(maker, knitwear, settings):
    settings.INDEX_DIR = ""
    maker("m0")
    loaded.write_columns()

    assert not IndexFile.objects.exists()
    assert listed(knitwear) == from_scratch(knitwear)
