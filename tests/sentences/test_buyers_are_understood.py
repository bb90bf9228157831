"""Sixty sentences of buyers: what a careful reader takes from them is what is read."""

import pytest

from matcher.errors import BriefRefused
from partners.names.certificates import certificate_name
from tests.sentences.buyers import CHINESE, ENGLISH
from tests.sentences.world import place_codes, read

SENTENCES = (*ENGLISH, *CHINESE)
UNDERSTOOD = [one for one in SENTENCES if "refused" not in one[1]]
REFUSED = [one for one in SENTENCES if "refused" in one[1]]
EXACT = {
    "seeking": "seeking",
    "quantity": "order_quantity",
    "unit": "order_unit",
    "days": "lead_time_days",
    "incoterm": "incoterm",
    "target_price": "target_price",
}
LISTS = ("certifications", "markets", "languages", "require", "processes", "materials")


def _told(reading):
    return [reading.text[one.start : one.end] for one in reading.not_understood]


@pytest.mark.parametrize(("text", "expected"), UNDERSTOOD)
def test_a_sentence_gives_the_figures_that_it_states(text, expected):
    brief = read(text).brief
    wanted = {field: expected[name] for name, field in EXACT.items() if name in expected}
    assert {field: brief.get(field) for field in wanted} == wanted


@pytest.mark.parametrize(("text", "expected"), UNDERSTOOD)
def test_a_sentence_gives_the_wishes_that_it_states(text, expected):
    brief = read(text).brief
    found = {name: brief.get(name, []) for name in LISTS if name in expected}
    for name, values in found.items():
        wanted = set(expected[name])
        if name == "certifications":
            wanted = {certificate_name(one) for one in wanted}
        assert wanted <= set(values), name
        assert expected[name] or not values, name


@pytest.mark.parametrize(("text", "expected"), UNDERSTOOD)
def test_a_sentence_gives_the_places_that_it_names(text, expected):
    brief = read(text).brief
    if "provinces" in expected:
        assert place_codes(brief.get("provinces", [])) == expected["provinces"]
    if "client_place" in expected:
        assert place_codes([brief["client"]["place"]]) == [expected["client_place"]]


@pytest.mark.parametrize(("text", "expected"), UNDERSTOOD)
def test_a_sentence_gives_the_sector_that_is_sought(text, expected):
    brief = read(text).brief
    if "sectors" in expected:
        assert set(brief["sectors"]) & set(expected["sectors"])
    if "services" in expected:
        assert any(code.startswith(tuple(expected["services"])) for code in brief["services"])
    if "client_sector" in expected:
        assert brief["client"]["sector"] in expected["client_sector"]


@pytest.mark.parametrize(("text", "expected"), UNDERSTOOD)
def test_what_is_not_used_is_told(text, expected):
    told = " | ".join(_told(read(text)))
    assert all(words in told for words in expected.get("told", ())), told


@pytest.mark.parametrize(("text", "expected"), REFUSED)
def test_what_asks_for_nothing_is_refused_with_an_example(text, expected):
    with pytest.raises(BriefRefused) as refused:
        read(text)
    detail = str(refused.value)
    assert "500 stainless steel bottles" in detail
    if isinstance(expected["refused"], str):
        assert expected["refused"] in detail


@pytest.mark.parametrize(("text", "expected"), UNDERSTOOD)
def test_each_finding_stands_where_it_says(text, expected):
    reading = read(text)
    for one in (*reading.understood, *reading.not_understood):
        assert 0 <= one.start < one.end <= len(text)
        assert text[one.start : one.end].strip()
