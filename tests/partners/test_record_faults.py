from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from partners.errors import RecordFault
from partners.registry.record_validation import RecordValidator
from partners.registry.records import CertificateRecord, EvidenceRecord, OfferingRecord
from tests.partners.examples import KNITTER

TODAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def validator(world) -> RecordValidator:
    return RecordValidator(world.atlas, world.taxonomy, TODAY)


def _profile(**change: object):
    return {"profile": replace(KNITTER.profile, **change)}


def _offering(**change: object):
    return {"offerings": (replace(KNITTER.offerings[0], **change),), "evidence": ()}


def _evidence(**change: object):
    return {"evidence": (replace(KNITTER.evidence[0], **change),)}


WRONG = [
    ({"key": " "}, "key", "a record needs a key of its own"),
    ({"name_en": "", "name_zh": " "}, "name_en", "a partner has a name"),
    ({"name_en": "x" * 201}, "name_en", "longer than 200"),
    ({"form": "firm"}, "form", "is not one of company, research_institute, public_body or unknown"),
    ({"place": "Guangzhou"}, "place", "Guangzhou is 440100"),
    ({"place": "Guangzhuo"}, "place", "the nearest is Guangzhou (440100)"),
    ({"place": "GBA"}, "place", "is a cluster"),
    ({"aliases": ("",)}, "aliases", "is not a name"),
    ({"aliases": ("A", "A")}, "aliases", "is given twice"),
    (_offering(sector="C999"), "offerings.makes", "not a known sector"),
    (_offering(sector="knitwear"), "offerings.makes", "apparel is C182"),
    (_offering(sector="PS033"), "offerings.makes", "is a service: put it in services"),
    (_offering(verb="serves"), "offerings.serves", "is manufacturing: put it in sectors"),
    (_offering(verb="does"), "offerings.verb", "is not one of makes or serves"),
    (_offering(for_sectors=("PS011",)), "offerings.for_sectors", "is a service"),
    (_offering(hs=("61",)), "offerings.hs", "HS code of 4 or 6 digits"),
    (_offering(products=("",)), "offerings.products", "1 to 80 characters"),
    ({"offerings": (OfferingRecord("makes", "C182"),) * 2}, "offerings", "is given twice"),
    (_profile(minimum_order=Decimal(-1)), "minimum_order", "is not a number from 0"),
    (_profile(minimum_order=Decimal("NaN")), "minimum_order", "is not a number from 0"),
    (_profile(minimum_order=Decimal("0.0001")), "minimum_order", "more than three decimals"),
    (_profile(minimum_order_unit=""), "minimum_order_unit", "is not a unit"),
    (_profile(minimum_order_unit="pcs"), "minimum_order_unit", "write piece"),
    (_profile(minimum_order_unit="peice"), "minimum_order_unit", "the nearest is piece"),
    (_profile(minimum_order=None), "minimum_order_unit", "is given without minimum_order"),
    (_profile(monthly_capacity=Decimal(5)), "monthly_capacity_unit", "is not a unit"),
    (_profile(lead_time_days=-1), "lead_time_days", "is not between 0 and 3650"),
    (_profile(export_years=400), "export_years", "is not between 0 and 300"),
    (_profile(markets=("Germany",)), "markets", "must be written DE"),
    (_profile(markets=("ZZ9",)), "markets", "is not a known market"),
    (_profile(markets=("DE", "DE")), "markets", "is given twice"),
    (_profile(languages=("English",)), "languages", "must be written en"),
    ({"certificates": (CertificateRecord("–"),)}, "certificates.standard", "letter or digit"),
    ({"certificates": (CertificateRecord("x" * 41),)}, "certificates.standard", "40"),
    ({"certificates": (CertificateRecord("gots"),)}, "certificates.standard", "written GOTS"),
    (
        {"certificates": (CertificateRecord("GOTS", "", date(2026, 2, 1), date(2026, 1, 1)),)},
        "certificates.valid_until",
        "is before 2026-02-01",
    ),
    (_evidence(fact="minimum order"), "evidence.fact", "the nearest is minimum_order"),
    (_evidence(fact="makes:C181"), "evidence.fact", "the nearest is makes:C182"),
    (_evidence(kind="rumoured"), "evidence.kind", "declared, reported, verified or inferred"),
    (_evidence(confidence="sure"), "evidence.confidence", "high, medium or low"),
    (_evidence(speaker=""), "evidence.speaker", "is not a name"),
    (_evidence(source=" "), "evidence.source", "no source, no fact"),
    (
        _evidence(checked_on=date(2026, 11, 25)),
        "evidence.checked_on",
        '"2026-11-25" is in the future: today is 2026-11-24 in China',
    ),
    (
        {"certificates": (CertificateRecord("GOTS", valid_from=date(2205, 1, 1)),)},
        "certificates.valid_from",
        '"2205-01-01" is more than a year ahead: today is 2026-11-24 in China',
    ),
    (_profile(markets=None, markets_complete=True), "markets_complete", "is set without a list"),
    (_profile(languages=None, languages_complete=True), "languages_complete", "without a list"),
]


@pytest.mark.parametrize(("change", "field", "why"), WRONG)
def test_a_fault_names_record_field_value_and_what_would_be_right(validator, change, field, why):
    with pytest.raises(RecordFault) as raised:
        validator.validate(replace(KNITTER, **change))
    assert raised.value.field == field
    assert str(raised.value).startswith("own/")
    assert why in str(raised.value)


def test_a_right_record_passes(validator):
    validator.validate(KNITTER)
    facts = ("organisation", "makes:C182", "serves:PS011", "lead_time_days")
    evidence = tuple(EvidenceRecord(fact, "verified", "X", "page", "high") for fact in facts)
    validator.validate(replace(KNITTER, evidence=evidence))


def test_what_was_checked_today_and_what_begins_soon_passes(validator):
    soon = CertificateRecord("GOTS", valid_from=date(2027, 11, 1))
    (evidence,) = _evidence(checked_on=TODAY)["evidence"]
    validator.validate(replace(KNITTER, certificates=(soon,), evidence=(evidence,)))


def test_a_list_that_is_marked_complete_may_be_empty(validator):
    validator.validate(replace(KNITTER, **_profile(markets=(), markets_complete=True)))
