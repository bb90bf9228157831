"""What the records of a partner say together: their union, with an order of belief."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from partners.registry.consolidation import (
    CURATED,
    consolidate,
    disagreements,
    independent_sources,
    precedence,
)
from partners.registry.facts_as_json import facts_to_json
from partners.registry.records import (
    CertificateRecord,
    EvidenceRecord,
    OfferingRecord,
    PartnerRecord,
    ProfileRecord,
)
from tests.partners.records_at_random import records, records_of_one_partner

# A busy machine draws records slowly, which says nothing of the strategy.
BUSY = settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)


def said(
    dataset, *, kind="reported", confidence="medium", day=None, fact="organisation", **facts: Any
):
    evidence = EvidenceRecord(fact, kind, dataset, "a page", confidence, checked_on=day)
    return PartnerRecord(dataset, "one", evidence=(evidence,), **{"name_zh": "针织厂", **facts})


@BUSY
@given(records_of_one_partner(), st.randoms())
def test_the_order_of_the_records_does_not_matter(found, rng):
    turned = rng.sample(found, len(found))
    assert consolidate(turned) == consolidate(found)
    assert disagreements(turned) == disagreements(found)


@BUSY
@given(records_of_one_partner())
def test_a_union_that_is_joined_again_with_its_records_is_the_same(found):
    assert consolidate([*found, *found]) == consolidate(found)


@given(records())
def test_one_record_is_said_as_it_is(record):
    # What is concluded gives way to what is documented, in one record as well.
    assume(not any(":" in part.fact and part.kind == "inferred" for part in record.evidence))
    assert facts_to_json(consolidate([record])) == facts_to_json(record)
    assert disagreements([record]) == []


@BUSY
@given(records_of_one_partner())
def test_no_name_identifier_or_alias_is_lost(found):
    facts = consolidate(found)
    names = {facts.name_en, facts.name_zh, *facts.aliases}
    assert {name for one in found for name in (one.name_en, one.name_zh, *one.aliases)} <= {
        "",
        *names,
    }
    assert set(facts.identifiers) == {part for one in found for part in one.identifiers}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (said(CURATED, kind="declared", confidence="low"), said("b", kind="verified")),
        (said("b", kind="verified", confidence="low"), said("a", confidence="high")),
        (said("b"), said("a", kind="declared", confidence="high")),
        (said("b", kind="declared", confidence="low"), said("a", kind="inferred")),
        (said("b", confidence="high"), said("a")),
        (said("b", day=date(2026, 2, 1)), said("a", day=date(2026, 1, 1))),
        (said("b", day=date(2020, 1, 1)), said("a")),
        (said("a"), said("b")),
    ],
)
def test_records_are_believed_in_an_order(first, second):
    assert precedence(first) < precedence(second)
    both = [replace(second, phone="2"), replace(first, phone="1")]
    assert consolidate(both).phone == "1"


def test_a_fact_that_the_first_record_does_not_know_is_taken_from_the_next():
    facts = consolidate(
        [
            said("a", kind="verified", profile=ProfileRecord(lead_time_days=5)),
            said("b", profile=ProfileRecord(lead_time_days=9, employees=70), phone="020-1"),
        ]
    )
    assert (facts.profile.lead_time_days, facts.profile.employees) == (5, 70)
    assert facts.phone == "020-1"


def test_an_amount_never_takes_the_unit_of_another_record():
    pieces = ProfileRecord(minimum_order=Decimal(5), minimum_order_unit="piece")
    kilos = ProfileRecord(minimum_order=Decimal(9), minimum_order_unit="kg")
    facts = consolidate([said("a", profile=pieces), said("b", profile=kilos)])
    assert (facts.profile.minimum_order, facts.profile.minimum_order_unit) == (5, "piece")


@pytest.mark.parametrize(
    ("places", "taken"),
    [
        (("440000", "440100"), "440100"),
        (("440100", "440000"), "440100"),
        (("440000", "320500"), "440000"),
        ((None, "320500"), "320500"),
    ],
)
def test_a_city_is_taken_inside_the_province_that_is_believed(places, taken):
    found = [said(dataset, place=place) for dataset, place in zip("ab", places, strict=True)]
    assert consolidate(found).place == taken


def test_an_inferred_offering_gives_way_to_a_documented_one():
    furniture, knitwear = OfferingRecord("makes", "C21"), OfferingRecord("makes", "C182")
    inferred = said("a", kind="inferred", fact="makes:C21", offerings=(furniture,))
    assert consolidate([inferred, said("b")]).offerings == (furniture,)
    facts = consolidate([inferred, said("b", fact="makes:C182", offerings=(knitwear,))])
    assert facts.offerings == (knitwear,)
    assert [part.fact for part in facts.evidence] == ["makes:C182"]


def test_offerings_of_one_sector_are_one_with_the_words_of_both():
    both = [
        said("a", offerings=(OfferingRecord("makes", "C182", products=("socks",)),)),
        said("b", offerings=(OfferingRecord("makes", "C182", products=("gloves",), main=True),)),
    ]
    (one,) = consolidate(both).offerings
    assert (one.products, one.main) == (("socks", "gloves"), True)


def test_of_two_certificates_of_a_standard_the_one_that_is_valid_longer_is_taken():
    days = (date(2026, 1, 1), date(2028, 1, 1), None)
    found = [
        said(dataset, certificates=(CertificateRecord("GOTS", valid_until=day),))
        for dataset, day in zip("abc", days, strict=True)
    ]
    assert [one.valid_until for one in consolidate(found).certificates] == [date(2028, 1, 1)]


def test_where_records_disagree_both_are_said():
    (found,) = disagreements([said("a", phone="1"), said("b", phone="2"), said("c", phone="1")])
    assert (found.field, found.taken.value, found.taken.records) == (
        "phone",
        "1",
        ("a/one", "c/one"),
    )
    assert [(one.value, one.records) for one in found.others] == [("2", ("b/one",))]


def test_a_conclusion_of_ours_is_no_source():
    kinds = (("verified", "A"), ("reported", "A"), ("declared", "B"), ("inferred", "We"))
    found = [EvidenceRecord("organisation", kind, who, "page", "low") for kind, who in kinds]
    assert independent_sources(found) == 2


def test_without_a_record_there_is_no_partner():
    with pytest.raises(ValueError, match="at least one record"):
        consolidate([])


def test_a_registered_name_comes_before_a_short_one():
    short = said("a", kind="verified", name_zh="青禾")
    facts = consolidate([short, said("b", name_zh="青禾股份有限公司")])
    assert (facts.name_zh, facts.aliases) == ("青禾股份有限公司", ("青禾",))


def test_a_curator_may_give_the_short_name():
    short = said(CURATED, kind="declared", name_zh="青禾")
    assert consolidate([short, said("b", name_zh="青禾股份有限公司")]).name_zh == "青禾"
