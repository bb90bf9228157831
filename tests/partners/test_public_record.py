from datetime import date
from decimal import Decimal

import pytest

from partners.intake import public_record
from partners.registry.records import ProfileRecord


@pytest.fixture
def records(world, seeds):
    found = public_record.read_public_record(seeds, world.atlas.places, world.taxonomy.sectors)
    return {record.name_en: record for record in found}


def test_every_organisation_is_a_record_with_one_statement_about_it(records):
    assert len(records) == 87
    for record in records.values():
        assert record.offerings
        assert [part.fact for part in record.evidence].count("organisation") == 1


def test_only_the_facts_of_the_rows_are_known(records):
    known = [name for name, record in records.items() if record.profile != ProfileRecord()]
    assert known == ["SHEIN (Xiyin)"]
    assert all(not record.certificates for record in records.values())


def test_shein_serves_garment_and_shoe_makers_and_makes_nothing(records):
    shein = records["SHEIN (Xiyin)"]
    assert shein.place == "440100"
    assert {(part.verb, part.sector) for part in shein.offerings} == {
        ("serves", "PS033"),
        ("serves", "PS092"),
    }
    assert all(part.for_sectors == ("C18", "C19") for part in shein.offerings)


def test_the_first_orders_are_declared_by_the_company_itself(records):
    shein = records["SHEIN (Xiyin)"]
    assert shein.profile.minimum_order == Decimal(100)
    assert shein.profile.minimum_order_unit == "piece"
    by_fact = {part.fact: part for part in shein.evidence}
    assert by_fact["minimum_order"].kind == "declared"
    assert by_fact["minimum_order"].speaker == "SHEIN"
    assert "100 to 200 pieces" in by_fact["minimum_order"].quote
    assert by_fact["organisation"].kind == "reported"
    assert by_fact["organisation"].speaker == "udn.com"


def test_a_manufacturer_makes_its_sectors_and_serves_its_services(records):
    quantum = records["Origin Quantum"]
    assert {(part.verb, part.sector) for part in quantum.offerings} == {
        ("makes", "C391"),
        ("makes", "EI-QUANTUM"),
        ("serves", "PS032"),
    }


def test_common_knowledge_has_no_date_and_a_page_has_the_day_it_was_read(records):
    without_page = records["iFlytek"].evidence[0]
    assert without_page.speaker == "common public knowledge"
    assert without_page.checked_on is None
    assert records["JAC Group"].evidence[0].checked_on == date(2026, 11, 23)


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("Chery Automobile", "company"),
        ("Hong Kong Productivity Council (HKPC)", "public_body"),
        ("Hong Kong Trade Development Council (HKTDC)", "public_body"),
        ("HKSTP", "public_body"),
        ("Zhejiang Lab", "research_institute"),
        ("Hong Kong International Arbitration Centre (HKIAC)", "unknown"),
        ("SHEIN (Xiyin)", "company"),
    ],
)
def test_the_form_is_what_the_row_says(records, name, form):
    assert records[name].form == form
