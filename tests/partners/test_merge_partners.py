"""Two partners are one organisation: one has the records of both, and the other is read as it."""

from dataclasses import replace

import pytest
from django.contrib.auth.models import User

from core import counters
from partners.errors import AlreadyRetired, MergeRefused, NotACurator
from partners.models import Partner, PartnersChange
from partners.registry import merging, registration, retirement
from partners.registry.records import DatasetRecord
from tests.partners.examples import DATASET, KNITTER
from tests.priorities.curators import curator
from tests.registered import ids_by_key
from webhooks.models import Event

OTHERS = DatasetRecord("others", "Others' list", simulated=False, notice="From others' files")
MADE_UP = DatasetRecord("made-up", "Made up", simulated=True, notice="Not real")
KEYS = {"first": "own", "second": "own", "third": "others", "invented": "made-up"}


@pytest.fixture
def by(db) -> User:
    return curator("editor", "curate")


@pytest.fixture
def ids(reference) -> dict[str, int]:
    for dataset in (DATASET, OTHERS, MADE_UP):
        registration.save_dataset(dataset=dataset)
    records = [replace(KNITTER, dataset=dataset, key=key) for key, dataset in KEYS.items()]
    registration.register_records(
        records=[*records[:2], replace(records[2], place="320500"), records[3]]
    )
    return ids_by_key()


def test_the_one_is_retired_and_read_as_the_other(ids, by):
    merging.merge_partner(
        partner=ids["first"], into=ids["second"], by=by, reason="one register number"
    )
    first, second = (Partner.objects.get(pk=ids[key]) for key in ("first", "second"))
    assert (first.retirement_reason, first.merged_into) == ("one register number", second)
    assert first.retired_at is not None
    assert (second.retired_at, second.merged_into) == (None, None)
    assert ids_by_key()["first"] == ids_by_key()["second"] == second.pk


def test_its_facts_are_those_of_both(ids, by):
    merging.merge_partner(partner=ids["first"], into=ids["third"], by=by, reason="one number")
    both = Partner.objects.get(pk=ids["third"])
    assert both.datasets == ["others", "own"]
    assert [row.dataset_id for row in both.evidence.order_by("dataset")] == ["others", "own"]
    assert both.offerings.count() == 2


def test_the_merged_one_keeps_its_facts_for_who_reads_them_later(ids, by):
    merging.merge_partner(partner=ids["first"], into=ids["third"], by=by, reason="one number")
    first = Partner.objects.get(pk=ids["first"])
    assert (first.name_en, first.datasets, first.place_id) == ("Knitter", ["own"], "440100")
    assert first.offerings.count() == 2


def test_what_was_merged_into_it_before_is_read_as_the_other_too(ids, by):
    merging.merge_partner(
        partner=ids["first"], into=ids["second"], by=by, reason="one register number"
    )
    before = counters.current("partners")
    merging.merge_partner(
        partner=ids["second"], into=ids["third"], by=by, reason="one register number"
    )
    first, second = (Partner.objects.get(pk=ids[key]) for key in ("first", "second"))
    assert first.merged_into_id == second.merged_into_id == ids["third"]
    changed = Partner.objects.filter(changed_number=before + 1)
    assert set(changed.values_list("pk", flat=True)) == {ids["first"], ids["second"], ids["third"]}
    touched = PartnersChange.objects.filter(number=before + 1)
    assert set(touched.values_list("dataset", flat=True)) == {"own", "others"}


def test_what_was_merged_into_the_other_before_is_not_touched(ids, by):
    merging.merge_partner(
        partner=ids["first"], into=ids["third"], by=by, reason="one register number"
    )
    before = Partner.objects.get(pk=ids["first"]).changed_number
    merging.merge_partner(
        partner=ids["second"], into=ids["third"], by=by, reason="one register number"
    )
    assert Partner.objects.get(pk=ids["first"]).changed_number == before


def test_followers_of_either_partner_are_notified(ids, by):
    merging.merge_partner(
        partner=ids["first"], into=ids["third"], by=by, reason="one register number"
    )
    event = Event.objects.get()
    assert (event.type, event.source) == ("partner.merged", f"partner:{ids['first']}")
    assert event.version == counters.current("partners")
    assert event.data == {"partner": ids["first"], "into": ids["third"]}
    assert event.topics == [
        f"partner:{ids['first']}", f"partner:{ids['third']}",
        "dataset:own", "province:440000", "dataset:others", "province:320000",
        "sector:C182", "sector:PS011",
    ]  # fmt: skip


def test_into_itself_is_refused(ids, by):
    _refused("into itself", ids, by, "first", ids["first"])


def test_into_nobody_is_refused(ids, by):
    _refused("no partner has the id 999999", ids, by, "first", 999_999)


def test_a_simulated_record_is_never_one_with_a_real_one(ids, by):
    _refused("is simulated and partner", ids, by, "first", ids["invented"])
    _refused("is real and partner", ids, by, "invented", ids["first"])


def test_into_a_retired_one_is_refused(ids, by):
    retirement.retire_partner(partner=ids["second"], by=by, reason="deregistered")
    _refused("is retired since", ids, by, "first", ids["second"])


def test_into_a_merged_one_names_the_one_it_is_read_as(ids, by):
    merging.merge_partner(
        partner=ids["second"], into=ids["third"], by=by, reason="one register number"
    )
    refused = _refused("was merged into", ids, by, "first", ids["second"])
    assert refused.nearest == (str(ids["third"]),)


def test_a_merged_one_is_not_merged_again(ids, by):
    merging.merge_partner(
        partner=ids["first"], into=ids["second"], by=by, reason="one register number"
    )
    with pytest.raises(AlreadyRetired, match=f"was merged into {ids['second']} on"):
        merging.merge_partner(
            partner=ids["first"], into=ids["third"], by=by, reason="no: the other"
        )
    assert Partner.objects.get(pk=ids["first"]).merged_into_id == ids["second"]


def test_who_may_not_is_refused(ids, db):
    with pytest.raises(NotACurator):
        merging.merge_partner(
            partner=ids["first"], into=ids["second"], by=curator("guest", "draft"), reason="one"
        )
    assert Partner.objects.active().count() == 4


def test_importing_the_merged_record_again_changes_the_one_that_has_it_now(ids, by):
    merging.merge_partner(
        partner=ids["first"], into=ids["second"], by=by, reason="one register number"
    )
    again = replace(KNITTER, key="first", name_en="Another name")
    assert registration.register_records(records=[again]).counts == {"updated": 1}
    first, second = (Partner.objects.get(pk=ids[key]) for key in ("first", "second"))
    assert (first.name_en, second.name_en) == ("Knitter", "Another name")
    assert first.merged_into == second


def _refused(why: str, ids: dict[str, int], by: User, partner: str, into: int) -> MergeRefused:
    before = (counters.current("partners"), Event.objects.count(), Partner.objects.active().count())
    with pytest.raises(MergeRefused, match=why) as refused:
        merging.merge_partner(partner=ids[partner], into=into, by=by, reason="one register number")
    assert refused.value.pointer == "/into"
    now = (counters.current("partners"), Event.objects.count(), Partner.objects.active().count())
    assert now == before
    return refused.value
