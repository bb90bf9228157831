"""Which certificate meets a wish for which, by any of their spellings."""

import pytest

from partners.names.certificates import (
    certificate_name,
    certificates,
    find_certificate,
    is_assumed_alias,
    satisfies,
)


@pytest.mark.parametrize(
    ("spelling", "name"),
    [
        ("iso9001:2015", "ISO 9001"),
        ("ISO 9001 certified", "ISO 9001"),
        ("GB/T 19001", "ISO 9001"),
        ("ISO14001认证", "ISO 14001"),
        ("ce marking", "CE"),
        ("3C认证", "CCC"),
        ("GB 2626-2019", "GB 2626"),
        ("IATF16949", "IATF 16949"),
    ],
)
def test_a_spelling_has_its_usual_name(spelling, name):
    assert certificate_name(spelling) == name


def test_a_number_that_looks_like_a_year_is_no_edition():
    assert certificate_name("UL 2034") == "UL 2034"
    assert not satisfies("UL", "UL 2034")


def test_what_nobody_knows_is_compared_as_it_is_written():
    assert find_certificate("Nordic Swan") is None
    assert certificate_name("  Nordic   Swan ") == "Nordic Swan"
    assert satisfies("NORDIC-SWAN", "Nordic Swan")
    assert not satisfies("Nordic Swan", "ISO 9001")


@pytest.mark.parametrize(
    ("held", "asked"),
    [
        ("IATF 16949", "ISO 9001"),
        ("AS9100", "ISO 9001:2015"),
        ("FSSC 22000", "HACCP"),  # by way of ISO 22000
        ("OEKO-TEX MADE IN GREEN", "OEKO-TEX"),
        ("Little Giant", "专精特新"),
    ],
)
def test_a_certificate_meets_a_wish_for_what_it_includes_and_not_the_reverse(held, asked):
    assert satisfies(held, asked)
    assert not satisfies(asked, held)


def test_an_owners_name_stands_for_one_of_its_certificates_and_says_so():
    assert certificate_name("Oeko-Tex") == "OEKO-TEX STANDARD 100"
    assert is_assumed_alias("oeko-tex")
    assert not is_assumed_alias("OEKO-TEX STANDARD 100")


def test_no_name_or_alias_belongs_to_two_certificates():
    owners: dict[str, set[str]] = {}
    for row in certificates().values():
        for name in (row.name, *row.aliases, *row.field_aliases, *row.assumed_aliases):
            owners.setdefault(name.casefold(), set()).add(row.name)
    assert {name: held for name, held in owners.items() if len(held) > 1} == {}


def test_what_it_applies_to_covers_what_lies_below():
    assert certificates()["EN 71"].applies(("C245", "C24"))
    assert not certificates()["EN 71"].applies(("C181", "C18"))
    assert certificates()["GSV"].applies(("C181", "C18"))
    assert certificates()["ISO 9001"].applies(("PS011", "PS01"))
