from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from core import clock, counters
from partners.errors import RecordFault
from partners.models import Offering, Partner
from partners.registry import registration
from partners.registry.load_records import load_records
from partners.registry.records import (
    EvidenceRecord,
    OfferingRecord,
    PartnerRecord,
    ProfileRecord,
    normalize_record,
)
from tests.partners.examples import DATASET, KNITTER
from tests.registered import partner_of

pytestmark = pytest.mark.usefixtures("own")


@pytest.fixture
def own(reference):
    registration.save_dataset(dataset=DATASET)


def test_what_is_registered_is_what_is_recorded():
    assert registration.register_records(records=[KNITTER]).counts == {"created": 1}
    partner = Partner.objects.get()
    assert load_records([partner.pk]) == {partner.pk: [normalize_record(KNITTER)]}


def test_registering_takes_one_number_and_marks_the_partners_with_it():
    before = counters.current("partners")
    registration.register_records(records=[KNITTER, replace(KNITTER, key="other")])
    assert counters.current("partners") == before + 1
    assert set(Partner.objects.values_list("changed_number", flat=True)) == {before + 1}


def test_the_same_records_again_change_nothing_and_take_no_number():
    registration.register_records(records=[KNITTER])
    before = (counters.current("partners"), Offering.objects.order_by("pk").first())
    turned = replace(
        KNITTER,
        offerings=KNITTER.offerings[::-1],
        profile=replace(KNITTER.profile, markets=("DE", "EU"), minimum_order=Decimal("150.00")),
    )
    assert registration.register_records(records=[turned]).counts == {"unchanged": 1}
    assert (counters.current("partners"), Offering.objects.order_by("pk").first()) == before


@pytest.mark.parametrize(
    "change",
    [
        {"name_en": "New Knitter"},
        {"place": None},
        {"note": "moved"},
        {"form": "unknown"},
        {"aliases": ()},
        {"offerings": (OfferingRecord("makes", "C181"),)},
        {"offerings": (replace(KNITTER.offerings[0], hs=()), KNITTER.offerings[1])},
        {"offerings": (KNITTER.offerings[0], replace(KNITTER.offerings[1], for_sectors=()))},
        {"profile": ProfileRecord()},
        {"profile": replace(KNITTER.profile, markets=())},
        {"profile": replace(KNITTER.profile, markets_complete=True)},
        {"profile": replace(KNITTER.profile, languages_complete=True)},
        {"certificates": (replace(KNITTER.certificates[0], valid_until=date(2028, 5, 1)),)},
        {"evidence": ()},
        {"evidence": (EvidenceRecord("organisation", "reported", "Daily", "page", "low"),)},
    ],
    ids=str,
)
def test_a_changed_record_updates_its_partner_and_no_other(change):
    neighbour = replace(KNITTER, key="neighbour", name_en="Neighbour")
    registration.register_records(records=[KNITTER, neighbour])
    first = counters.current("partners")
    changed = replace(KNITTER, **change)
    assert registration.register_records(records=[changed, neighbour]).counts == {
        "updated": 1,
        "unchanged": 1,
    }
    partner = partner_of("knitter")
    assert load_records([partner.pk])[partner.pk] == [normalize_record(changed)]
    assert partner.changed_number == first + 1
    assert partner_of("neighbour").changed_number == first


def test_an_unknown_fact_stays_unknown_and_an_empty_list_stays_empty():
    blank = PartnerRecord("own", "blank", name_zh="无名", profile=ProfileRecord(markets=()))
    registration.register_records(records=[blank])
    profile = Partner.objects.get().profile
    assert profile.minimum_order is None
    assert profile.languages is None
    assert profile.markets == []


def test_one_fault_and_none_is_written():
    before = counters.current("partners")
    wrong = replace(KNITTER, key="wrong", place="Guangzhou")
    with pytest.raises(RecordFault):
        registration.register_records(records=[KNITTER, wrong])
    assert not Partner.objects.exists()
    assert counters.current("partners") == before


def test_two_records_of_one_key_are_a_fault():
    with pytest.raises(RecordFault, match=r"own/knitter, key: .* is given to two records"):
        registration.register_records(records=[KNITTER, KNITTER])


def test_an_unknown_dataset_is_a_fault_that_names_those_there_are():
    with pytest.raises(RecordFault, match=r'own2/knitter, dataset: "own2" .* there are own'):
        registration.register_records(records=[replace(KNITTER, dataset="own2")])


def test_progress_is_reported_to_the_end():
    calls = []
    many = [replace(KNITTER, key=f"k{n}") for n in range(1_001)]
    registration.register_records(
        records=many, progress=lambda done, total: calls.append((done, total))
    )
    assert calls == [(500, 1_001), (1_000, 1_001), (1_001, 1_001)]


def test_nothing_to_register_is_nothing():
    assert registration.register_records(records=[]).counts == {}


def test_queries_grow_with_chunks_and_not_with_partners(django_assert_max_num_queries):
    with django_assert_max_num_queries(40):
        registration.register_records(records=[replace(KNITTER, key=f"k{n}") for n in range(500)])


def test_evidence_from_a_day_to_come_is_refused(monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: date(2026, 5, 1))
    late = replace(KNITTER, evidence=(replace(KNITTER.evidence[0], checked_on=date(2026, 5, 2)),))
    with pytest.raises(RecordFault, match=r"own/knitter, evidence\.checked_on: .*2026-05-02"):
        registration.register_records(records=[late])
    assert not Partner.objects.exists()
    assert registration.register_records(records=[late], today=date(2026, 5, 2)).counts == {
        "created": 1
    }
