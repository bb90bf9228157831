import hashlib
import json
from collections import Counter

import pytest

import demonstration
from partners.csv_rows import read_rows
from partners.intake.public_record import PAGES_READ_ON
from partners.registry.facts_as_json import facts_to_json
from partners.registry.record_validation import RecordValidator
from tests.seeded import SEEDS


@pytest.fixture(scope="module")
def towns():
    columns = ("place", "zh", "prefecture_code", "known_for")
    return [
        demonstration.Town(
            row.required_text("place"),
            row.required_text("zh"),
            row.required_text("prefecture_code"),
            row.text_list("known_for"),
        )
        for row in read_rows(SEEDS / "manufacturing_places.csv", columns)
    ]


@pytest.fixture(scope="module")
def records(world, towns):
    return demonstration.generate_records(world.taxonomy, world.atlas, towns)


def _makers(records):
    return [record for record in records if record.offerings[0].verb == "makes"]


def test_the_set_is_the_same_everywhere(records):
    facts = [(record.key, facts_to_json(record)) for record in records]
    digest = hashlib.sha256(json.dumps(facts).encode()).hexdigest()
    assert digest[:16] == "6013030a346516ed", "the generator changed; if meant, say so here"


def test_the_nth_partner_is_the_same_whatever_the_count(world, towns, records):
    some = demonstration.generate_records(world.taxonomy, world.atlas, towns, count=50)
    assert some == records[:50]


def test_another_seed_gives_other_partners(world, towns, records):
    other = demonstration.generate_records(world.taxonomy, world.atlas, towns, count=50, seed=7)
    assert all(one != two for one, two in zip(other, records, strict=False))


def test_every_record_can_be_registered(world, records):
    validator = RecordValidator(world.atlas, world.taxonomy, PAGES_READ_ON)
    assert len({record.key for record in records}) == len(records) == 3_000
    for record in records:
        validator.validate(record)


def test_no_record_can_be_taken_for_an_organisation(records):
    assert demonstration.DATASET.simulated
    for record in records:
        assert record.name_en.startswith("Demo ")
        assert record.name_en.endswith("(simulated)")
        assert record.name_zh.startswith("示例")
        assert record.name_zh.endswith("（模拟）")
        assert all("imulated" in part.speaker for part in record.evidence)


def test_three_in_four_make_one_in_five_serves_and_some_do_both(records):
    verbs = Counter(frozenset(part.verb for part in record.offerings) for record in records)
    assert verbs == {
        frozenset({"makes"}): 2_250,
        frozenset({"serves"}): 600,
        frozenset({"makes", "serves"}): 150,
    }


def test_every_service_is_offered(world, records):
    served = {part.sector for record in records for part in record.offerings}
    groups = {row.code for row in world.taxonomy.sectors.values() if row.kind == "service"}
    assert {code for code in groups if len(code) == 5} <= served


def test_industry_gathers_where_it_really_does(records):
    provinces = Counter(record.place[:2] for record in _makers(records))
    assert [code for code, _ in provinces.most_common(4)] == ["44", "33", "32", "37"]
    cities = Counter(
        record.place for record in records if record.offerings[0].sector.startswith("C18")
    )
    assert cities.most_common(1)[0][0] == "440100"


def test_services_gather_in_large_cities(records):
    hubs = {"11", "31", "44", "33", "81"}
    providers = [record for record in records if record.offerings[0].verb == "serves"]
    within = sum(record.place[:2] in hubs for record in providers)
    assert within > 0.55 * len(providers)
    assert any(record.place == "810000" for record in providers)


def test_facts_are_missing_as_in_real_records(records):
    makers = _makers(records)

    def missing(field):
        return sum(getattr(r.profile, field) is None for r in makers) / len(makers)

    assert 0.25 < missing("minimum_order") < 0.35
    assert 0.35 < missing("lead_time_days") < 0.45
    assert 0.42 < missing("monthly_capacity") < 0.55
    assert 0.38 < missing("languages") < 0.52
    assert 0.1 < sum(not record.evidence for record in records) / len(records) < 0.3


@pytest.mark.parametrize("field", ["languages", "markets"])
def test_about_half_of_the_lists_are_marked_complete(records, field):
    listing = [r.profile for r in records if getattr(r.profile, field) is not None]
    complete = [profile for profile in listing if getattr(profile, f"{field}_complete")]
    assert 0.45 < len(complete) / len(listing) < 0.6
    unlisted = (r.profile for r in records if getattr(r.profile, field) is None)
    assert not any(getattr(profile, f"{field}_complete") for profile in unlisted)


def test_at_least_forty_makers_fit_a_small_fast_order_of_knitwear_for_export(records):
    fitting = [
        record
        for record in records
        if any(part.sector == "C182" for part in record.offerings)
        and record.profile.minimum_order_unit == "piece"
        and record.profile.minimum_order <= 150
        and (record.profile.lead_time_days or 99) <= 10
        and {"EU", "US"} & set(record.profile.markets or ())
        and "en" in (record.profile.languages or ())
    ]
    assert len(fitting) >= 40
    assert len({record.place for record in fitting}) > 3


def test_only_providers_that_handle_goods_have_a_least_order(records):
    for record in records:
        first = record.offerings[0]
        if first.verb == "serves" and not first.sector.startswith(("PS02", "PS033", "PS09")):
            assert record.profile.minimum_order is None
            assert record.profile.lead_time_days is None


def test_a_capacity_is_never_below_the_least_order(records):
    for record in records:
        profile = record.profile
        if profile.minimum_order is not None and profile.monthly_capacity is not None:
            assert profile.minimum_order_unit == profile.monthly_capacity_unit
            assert profile.monthly_capacity >= profile.minimum_order


def test_some_certificates_have_run_out(records):
    until = [part.valid_until for record in records for part in record.certificates]
    years = Counter(day.year for day in until if day)
    assert {2026, 2027, 2028} <= set(years)
    assert None in until


def test_a_record_names_the_town_where_its_address_would_be(records):
    panyu = [record for record in records if "Town: Panyu" in record.note]
    assert len(panyu) > 100
    assert {record.place for record in panyu} == {"440100"}
