"""Partners that change after they were read whole are ranked as they are now."""

import pytest

from matcher import basis
from matcher.index import columns_file, load_candidates, partner_index
from matcher.index.encode import build
from matcher.index.segment import Segment
from matcher.models import IndexFile
from matcher.scoring import ranking
from matcher.shortlists import compute_answer
from partners.models import Partner

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.INDEX_DIR = str(tmp_path)
    return tmp_path


def written():
    """Have the columns written as a worker would, and forget what this process holds."""
    basis.write_columns()
    basis.forget()
    return IndexFile.objects.first()


def listed(knitwear):
    found = compute_answer.rank(knitwear)
    return [(one.partner, one.points) for one in found.entries]


def from_scratch(knitwear):
    """The same list from columns of the records as they are now."""
    reference, _ = basis.stand(basis.read())
    everyone = load_candidates.read(Partner.objects.active().values_list("pk", flat=True))
    from matcher.briefs import interpret

    wanted = interpret.understand(knitwear, reference, basis.names()).wanted
    shards = [Segment(build(reference, everyone.values()))]
    ranked = ranking.rank(reference, shards, wanted, load_candidates.read)
    return [(one.partner, one.points) for one in ranked.entries]


def test_a_file_serves_until_partners_change_and_those_stand_beside_it(maker, knitwear):
    for n in range(5):
        maker(f"m{n}", lead_time_days=8 + n)
    row = written()
    assert row.partners == 5
    before = listed(knitwear)

    maker("m4", lead_time_days=1)
    maker("new", lead_time_days=2)

    whole, beside = basis.stand(basis.read())[1]
    assert (len(whole.columns), len(whole.gone), len(beside.columns)) == (5, 1, 2)
    assert listed(knitwear) == from_scratch(knitwear) != before


def test_a_retired_partner_is_listed_no_more(maker, knitwear):
    for n in range(3):
        maker(f"m{n}")
    written()
    gone = Partner.objects.order_by("pk").first()
    gone.retired_at = gone.created_at
    gone.changed_number = maker("another").changed_number + 1
    gone.save()
    basis.forget()

    assert gone.pk not in dict(listed(knitwear))
    assert listed(knitwear) == from_scratch(knitwear)


def test_too_many_changes_are_read_whole(maker, knitwear, monkeypatch):
    monkeypatch.setattr(partner_index, "BESIDE_AT_MOST", 2)
    maker("m0")
    written()
    for n in range(1, 5):
        maker(f"m{n}")

    (whole,) = basis.stand(basis.read())[1]
    assert len(whole.columns) == 5
    assert listed(knitwear) == from_scratch(knitwear)


@pytest.mark.parametrize("harm", ["gone", "torn"])
def test_without_its_file_the_partners_are_read_from_the_database(maker, knitwear, folder, harm):
    maker("m0")
    row = written()
    file = folder / f"{row.digest}{columns_file.SUFFIX}"
    if harm == "gone":
        file.unlink()
    else:
        file.write_bytes(file.read_bytes()[:-9])

    assert listed(knitwear) == from_scratch(knitwear)
    basis.write_columns()
    assert len(columns_file.open_(folder, row.digest)) == 1


def test_a_file_that_the_database_does_not_know_is_not_read(maker, knitwear):
    """A database put back to an earlier state goes on under numbers that files bear already."""
    maker("m0")
    written()
    IndexFile.objects.all().delete()
    maker("m1")

    (whole,) = basis.stand(basis.read())[1]
    assert len(whole.columns) == 2


def test_a_file_of_a_later_state_is_not_read_in_an_older_snapshot(maker):
    maker("m0")
    number = basis.read().partners
    row = written()
    IndexFile.objects.filter(pk=row.pk).update(number=number + 1)

    (whole,) = basis.stand(basis.read())[1]
    assert len(whole.columns) == 1


def test_nothing_is_written_where_nothing_changed_or_everybody_is_too_fresh(maker, folder):
    maker("m0")
    first = written()
    basis.write_columns()
    maker("m1")
    basis.write_columns()
    assert list(IndexFile.objects.all()) == [first]

    IndexFile.objects.update(built_at=first.built_at - 2 * partner_index.REST)
    basis.write_columns()
    assert IndexFile.objects.first().partners == 2


def test_of_the_files_the_last_two_stay(maker, folder, django_capture_on_commit_callbacks):
    for n in range(4):
        maker(f"m{n}")
        IndexFile.objects.update(built_at="2026-01-01T00:00Z")
        with django_capture_on_commit_callbacks(execute=True):
            basis.write_columns()

    kept = set(IndexFile.objects.values_list("digest", flat=True))
    assert len(kept) == 2
    assert {one.name.removesuffix(columns_file.SUFFIX) for one in folder.iterdir()} == kept


def test_with_no_folder_each_process_reads_for_itself(maker, knitwear, settings):
    settings.INDEX_DIR = ""
    maker("m0")
    basis.write_columns()

    assert not IndexFile.objects.exists()
    assert listed(knitwear) == from_scratch(knitwear)
