"""The seeds' priority lists: work reports by paragraph and rows of pages, in force, with their
gaps kept.
"""

import csv
import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from core.clock import CHINA, end_of_day
from priorities.editions.load_editions import lists_in_force
from priorities.importing.seed_lists import load_seed_lists
from priorities.models import Document, Edition, Priority
from tests.seeded import SEEDS
from webhooks.models import Event

pytestmark = pytest.mark.django_db
# Mainland provinces have a work report each; of the others, one page speaks of Hong Kong alone.
REPORTS, LISTS = 31, 32
WITHOUT = {"710000", "820000"}


def _read(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def pages():
    """The rows of the file of pages, by key."""
    return {row["id"]: row for row in _read(SEEDS / "provincial_priorities.csv")}


@pytest.fixture
def reports():
    """Province -> the row of its work report."""
    return {row["province"]: row for row in _read(SEEDS / "priorities" / "reports.csv")}


@pytest.fixture
def stated(reports):
    """The rows of the work reports, by key, each with its province."""
    return {
        row["key"]: row | {"province": province}
        for province in reports
        for row in _read(SEEDS / "priorities" / f"{province}.csv")
    }


@pytest.fixture
def held(lists):
    rows = Priority.objects.select_related("edition", "document")
    return {one.key: one for one in rows.prefetch_related("targets", "places")}


def test_every_row_of_either_file_is_there_once(held, pages, stated):
    assert held.keys() == pages.keys() | stated.keys()
    assert Priority.objects.count() == len(held)


def test_every_row_of_a_page_is_there_with_its_source_and_confidence(held, pages, stated):
    names = ("source", "confidence", "speaker", "signal", "stance", "evidence")
    for key in pages.keys() - stated.keys():
        one, row = held[key], pages[key]
        said = (one.source, one.confidence, one.speaker, one.signal, one.stage, one.summary_en)
        assert said == tuple(row[name] for name in names)
        assert _codes(one.targets) == _split(row["target_codes"])
        assert _codes(one.places) == _split(row["city_codes"])


def test_every_row_of_a_report_is_there_with_its_paragraph_and_emphasis(held, stated):
    names = ("anchor", "title_en", "title_zh", "summary_en", "summary_zh", "signal", "stage")
    for key, row in stated.items():
        one = held[key]
        assert one.edition.province_id == row["province"]
        assert (str(one.paragraph), one.section, one.emphasis) == (
            row["paragraph"],
            row["section"],
            row["emphasis"],
        )
        assert [getattr(one, name) for name in names] == [row[name] for name in names]
        assert _codes(one.targets) == _split(row["targets"])
        assert _codes(one.places) == _split(row["places"])


def test_what_a_page_and_the_report_state_is_one_priority_with_both_sources(
    held, pages, stated, reports
):
    both = pages.keys() & stated.keys()
    assert both
    for key in both:
        report = reports[stated[key]["province"]]
        assert held[key].source == f"{report['source']} ; {pages[key]['source']}"


def test_every_report_has_its_list_and_one_document_read_whole(lists, reports):
    assert len(reports) == REPORTS
    whole = Document.objects.exclude(digest="")
    assert {one.province_id: (one.digest, str(one.paragraph_count)) for one in whole} == {
        province: (row["digest"], row["paragraphs"]) for province, row in reports.items()
    }
    covered = dict(Edition.objects.values_list("province_id", "coverage"))
    assert covered == dict.fromkeys(reports, "document") | {"810000": "excerpt"}


def test_every_list_of_a_report_is_in_force_from_the_day_it_was_given(lists, reports):
    began = {one.province_id: one.in_force for one in Edition.objects.all()}
    for province, row in reports.items():
        given = dt.date.fromisoformat(row["given_on"])
        assert began[province].lower == dt.datetime.combine(given, dt.time.min, tzinfo=CHINA)
        assert began[province].upper is None


def test_a_list_of_pages_alone_is_in_force_from_its_newest_row(lists):
    edition = Edition.objects.get(province="810000")
    newest = max(row.effective_from for row in edition.priorities.all())
    assert edition.in_force.lower == dt.datetime.combine(newest, dt.time.min, tzinfo=CHINA)


def test_a_row_of_a_report_holds_from_the_day_it_was_given(held, stated, reports):
    for key, row in stated.items():
        assert str(held[key].effective_from) == reports[row["province"]]["given_on"]


def test_a_province_without_rows_has_no_edition(lists):
    listed = lists_in_force(end_of_day(dt.date(2026, 11, 24)))
    assert not listed.keys() & WITHOUT
    assert len(listed) == LISTS


def test_what_names_no_field_stays_without_targets(held, stated):
    """Industry as a whole has no code, and a guess would be a fact that nobody stated."""
    assert stated["SD0047"]["targets"] == ""
    assert not held["SD0047"].targets.exists()


def test_loading_again_publishes_nothing(lists):
    assert load_seed_lists(SEEDS) == 0
    assert Edition.objects.count() == LISTS


def test_each_publication_has_its_policy_number_and_is_told(lists):
    numbers = sorted(Edition.objects.values_list("policy", flat=True))
    assert len(set(numbers)) == LISTS
    told = Event.objects.filter(type="priorities.published")
    assert told.count() == LISTS
    guangdong = told.get(data__province="440000")
    assert guangdong.firm is None
    assert "province:440000" in guangdong.topics
    added = [row["key"] for row in guangdong.data["diff"]["added"]]
    assert {"PP004", "GD0001"} < set(added)


def _codes(related) -> set[str]:
    return {one.code for one in related.all()}


def _split(codes: str) -> set[str]:
    return set(filter(None, codes.split(";")))


def test_the_database_keeps_one_edition_in_force(lists):
    first = Edition.objects.get(province="440000")
    overlap = DateTimeTZRange(first.in_force.lower + dt.timedelta(days=1), None)
    with pytest.raises(IntegrityError, match="one_edition_in_force"), transaction.atomic():
        Edition.objects.create(
            province=first.province,
            state="published",
            number=2,
            coverage="excerpt",
            in_force=overlap,
            policy=999,
            published_at=first.published_at,
        )
