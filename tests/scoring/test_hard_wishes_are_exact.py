"""A hard wish is decided on the exact value: 151 never passes for 150."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from matcher.index.candidate import Certificates, HeldCertificate, Quantity
from matcher.scoring.wanted import Product
from partners.names.units import to_base_unit
from tests.scoring import factories
from tests.scoring.factories import listed, makes, pieces


def passes(wish, wanted=None, **facts: Any):
    """True, False or None (unknown): what became of the only partner."""
    wanted = replace(wanted or factories.knitwear(), require=frozenset({wish}))
    ranking = factories.rank(factories.reference(), [factories.knitter(**facts)], wanted)
    if ranking.entries:
        assert not any(ranking.counts.by_wish.values())
        assert not any(ranking.counts.by_unknown.values())
        return True
    stopped = ranking.counts.by_wish[wish], ranking.counts.by_unknown[wish]
    assert sum(stopped) == 1
    return False if stopped[0] else None


def of(amount, unit):
    return Quantity(*to_base_unit(Decimal(amount), unit))


@pytest.mark.parametrize(
    ("minimum", "said"),
    [
        (of(150, "piece"), True),
        (of("150.001", "piece"), False),
        (of(151, "piece"), False),
        (of(12, "dozen"), True),
        (of("12.5", "dozen"), True),
        (of(13, "dozen"), False),
        (of(1, "set"), None),
        (of(1, "pair"), None),
        (of(1, "kilogram"), None),
        (None, None),
    ],
)
def test_the_minimum_order_is_compared_within_its_dimension(minimum, said):
    assert passes("order_quantity", minimum_order=minimum) is said


def test_a_tonne_is_a_thousand_kilograms():
    wanted = factories.knitwear(order=of(1, "tonne"))

    assert passes("order_quantity", wanted, minimum_order=of(1000, "kilogram")) is True
    assert passes("order_quantity", wanted, minimum_order=of(1001, "kilogram")) is False


@pytest.mark.parametrize(("days", "said"), [(1, True), (10, True), (11, False), (None, None)])
def test_ten_days_are_not_eleven(days, said):
    assert passes("lead_time_days", lead_time_days=days) is said


@pytest.mark.parametrize(
    ("certificates", "said"),
    [
        (Certificates((HeldCertificate("ISO 9001", None, factories.TODAY),)), True),
        (Certificates((HeldCertificate("ISO 9001:2015", None, factories.TODAY),)), True),
        (Certificates((HeldCertificate("ISO 9001"),)), None),
        (Certificates((HeldCertificate("ISO 9001", factories.TODAY),), complete=True), None),
        (
            Certificates(
                (HeldCertificate("ISO 9001"), HeldCertificate("ISO 9001", None, factories.TODAY))
            ),
            True,
        ),
        (Certificates((HeldCertificate("ISO 9001", None, dt.date(2026, 5, 31)),)), False),
        (Certificates((HeldCertificate("ISO 9001", dt.date(2026, 6, 2)),)), False),
        (Certificates((HeldCertificate("ISO 14001"),)), None),
        (Certificates((HeldCertificate("ISO 14001"),), complete=True), False),
        (Certificates(), None),
    ],
)
def test_a_certificate_passes_on_the_days_it_is_valid(certificates, said):
    assert passes("certifications", certificates=certificates) is said


def test_one_expired_certificate_fails_whatever_is_unknown_of_the_other():
    wanted = factories.knitwear(certifications=("ISO 9001", "GOTS"))
    expired = Certificates((HeldCertificate("GOTS", None, dt.date(2020, 1, 1)),))

    assert passes("certifications", wanted, certificates=expired) is False


@pytest.mark.parametrize(
    ("known", "said"),
    [
        (listed("en", "de"), True),
        (listed("en", "de", complete=False), True),
        (listed("en"), False),
        (listed(), False),
        # What a list that may leave some out does not name is not known to be missing.
        (listed("en", complete=False), None),
        (listed(complete=False), None),
    ],
)
def test_every_language_asked_must_be_known(known, said):
    wanted = factories.knitwear(languages=("en", "de"))

    assert passes("languages", wanted, languages=known) is said


@pytest.mark.parametrize(
    ("asked", "known", "said"),
    [
        ("DE", listed("DE"), True),
        ("DE", listed("FR"), False),
        ("DE", listed("FR", complete=False), None),
        ("DE", listed("EU"), None),
        ("CH", listed("EU"), False),
        ("CH", listed("EU", complete=False), None),
        ("EU", listed("FR"), True),
        ("EU", listed("EU"), True),
        ("EU", listed("GB", "CH"), False),
        ("EU", listed("GB", "CH", complete=False), None),
        ("DE", listed(complete=False), None),
    ],
)
def test_the_union_and_its_members(asked, known, said):
    assert passes("markets", factories.knitwear(markets=(asked,)), markets=known) is said


@pytest.mark.parametrize(
    ("offer", "said"),
    [
        (makes(products=("socks", "Knitted Shirts")), True),
        (makes(products=("socks",)), False),
        (makes(hs=("6105",)), None),
        # Words in another script are not known to be other goods.
        (makes(products=("针织衫",)), None),
        (makes(products=("针织衫", "socks")), False),
        (makes(), None),
    ],
)
def test_product_words_are_found_differ_or_are_not_said(offer, said):
    assert passes("products", offers=(offer,)) is said


@pytest.mark.parametrize(
    ("codes", "said"),
    [(("6105",), True), (("610510",), True), (("6106",), False), ((), None)],
)
def test_a_heading_is_found_in_its_subheadings(codes, said):
    wanted = factories.knitwear(products=(Product("6105", is_hs=True),))

    assert passes("products", wanted, offers=(makes(hs=codes),)) is said


@pytest.mark.parametrize(
    ("place", "scope", "said"),
    [
        (factories.GUANGZHOU, (factories.GUANGDONG,), True),
        (factories.GUANGZHOU, (factories.GUANGZHOU,), True),
        (factories.GUANGZHOU, (factories.SHENZHEN,), False),
        (factories.GUANGZHOU, (factories.HUNAN, factories.GUANGDONG), True),
        (factories.CHANGSHA, (factories.GUANGDONG,), False),
        # Of this one only the province is known, and a city in it was asked for.
        (factories.GUANGDONG, (factories.GUANGZHOU,), None),
        (factories.GUANGDONG, ("GBA",), None),
        (factories.SHENZHEN, ("GBA",), True),
        (factories.HONG_KONG, ("GBA",), True),
        (factories.MEIZHOU, ("GBA",), False),
        (None, (factories.GUANGDONG,), None),
    ],
)
def test_where_to_look_is_always_hard(place, scope, said):
    wanted = factories.knitwear(provinces=scope)
    ranking = factories.rank(factories.reference(), [factories.knitter(place=place)], wanted)

    assert len(ranking.entries) == (said is True)
    assert ranking.counts.by_wish["provinces"] == (said is False)
    assert ranking.counts.by_unknown["provinces"] == (said is None)


def test_a_soft_wish_excludes_nobody():
    partner = factories.knitter(
        minimum_order=pieces(10**6),
        lead_time_days=900,
        languages=listed(),
        markets=listed(),
        certificates=Certificates(complete=True),
    )

    ranking = factories.rank(factories.reference(), [partner], factories.knitwear())

    assert factories.order(ranking) == [1]
    assert (dict(ranking.counts.by_wish), dict(ranking.counts.by_unknown)) == ({}, {})
