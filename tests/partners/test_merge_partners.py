"""Two records of one organisation: one is retired, and read as the other from then on."""

from dataclasses import replace

import pytest
from django.contrib.auth.models import User

from core import counters
from partners.errors import AlreadyRetired, MergeRefused, NotACurator
from partners.models import Partner, PartnersChange
from partners.registry import registration, retirement
from partners.registry.records import DatasetRecord
from partners.registry.registration import Registered
from tests.partners.examples import DATASET, KNITTER
from tests.priorities.curators import curator
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
    return dict(Partner.objects.values_list("key", "pk"))


def test_the_one_is_retired_and_read_as_the_other(ids, by):
    retirement.merge_partner(
        partner=ids["first"], into=ids["second"], by=by, reason="one register number"
    )
    first, second = (Partner.objects.get(pk=ids[key]) for key in ("first", "second"))
    assert (first.retirement_reason, first.merged_into) == ("one register number", second)
    assert first.retired_at is not None
    assert (second.retired_at, second.merged_into) == (None, None)


def test_what_was_merged_into_it_before_is_read_as_the_other_too(ids, by):
    retirement.merge_partner(
        partner=ids["first"], into=ids["second"], by=by, reason="one register number"
    )
    before = counters.current("partners")
    retirement.merge_partner(
        partner=ids["second"], into=ids["third"], by=by, reason="one register number"
    )
    assert Partner.objects.get(key="first").merged_into_id == ids["third"]
    changed = dict(Partner.objects.values_list("key", "changed_number"))
    assert {key for key, number in changed.items() if number == before + 1} == {"first", "second"}
    assert PartnersChange.objects.get(number=before + 1).dataset_id == "own"


def test_what_was_merged_into_the_other_before_is_not_touched(ids, by):
    retirement.merge_partner(
        partner=ids["first"], into=ids["third"], by=by, reason="one register number"
    )
    before = Partner.objects.get(key="first").changed_number
    retirement.merge_partner(
        partner=ids["second"], into=ids["third"], by=by, reason="one register number"
    )
    assert Partner.objects.get(key="first").changed_number == before


def test_followers_of_either_partner_are_notified(ids, by):
    retirement.merge_partner(
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
    retirement.merge_partner(
        partner=ids["second"], into=ids["third"], by=by, reason="one register number"
    )
    refused = _refused("was merged into", ids, by, "first", ids["second"])
    assert refused.nearest == (str(ids["third"]),)


def test_a_merged_one_is_not_merged_again(ids, by):
    retirement.merge_partner(
        partner=ids["first"], into=ids["second"], by=by, reason="one register number"
    )
    with pytest.raises(AlreadyRetired, match=f"was merged into {ids['second']} on"):
        retirement.merge_partner(
            partner=ids["first"], into=ids["third"], by=by, reason="no: the other"
        )
    assert Partner.objects.get(key="first").merged_into_id == ids["second"]


def test_who_may_not_is_refused(ids, db):
    with pytest.raises(NotACurator):
        retirement.merge_partner(
            partner=ids["first"], into=ids["second"], by=curator("guest", "draft"), reason="one"
        )
    assert Partner.objects.active().count() == 4


def test_importing_the_merged_record_again_changes_neither(ids, by):
    retirement.merge_partner(
        partner=ids["first"], into=ids["second"], by=by, reason="one register number"
    )
    again = replace(KNITTER, key="first", name_en="Another name")
    assert registration.register_records(records=[again]) == Registered(retired=1)
    names = Partner.objects.filter(key__in=["first", "second"]).values_list("name_en", flat=True)
    assert list(names) == ["Knitter", "Knitter"]


def _refused(why: str, ids: dict[str, int], by: User, partner: str, into: int) -> MergeRefused:
    before = (counters.current("partners"), Event.objects.count(), Partner.objects.active().count())
    with pytest.raises(MergeRefused, match=why) as refused:
        retirement.merge_partner(
            partner=ids[partner], into=into, by=by, reason="one register number"
        )
    assert refused.value.pointer == "/into"
    now = (counters.current("partners"), Event.objects.count(), Partner.objects.active().count())
    assert now == before
    return refused.value
