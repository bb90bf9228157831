"""Bits in common: an unknown fact scores between a fit and a misfit; more in common is no worse."""

import datetime as dt

import numpy as np
import pytest

from matcher.index.candidate import Certificates, CodeList, HeldCertificate
from matcher.matches import compatibility_bits
from matcher.matches.components import OPERATIONS, WEIGHTS
from matcher.reference.scale import UNKNOWN
from tests.scoring.factories import TODAY, pieces


def languages(one, other):
    """The value of two lists of languages."""
    return compatibility_bits.value_of_test(
        "languages", compatibility_bits.language_bits(one) & compatibility_bits.language_bits(other)
    )


ENGLISH = CodeList(frozenset({"en", "zh"}))
ALL_OF_GERMAN = CodeList(frozenset({"de"}), complete=True)
ALL_OF_CHINESE = CodeList(frozenset({"zh"}), complete=True)


def test_an_unknown_fact_scores_between_a_fit_and_a_misfit():
    assert languages(ALL_OF_GERMAN, ALL_OF_CHINESE) < UNKNOWN
    assert languages(ALL_OF_GERMAN, ENGLISH) == UNKNOWN
    assert languages(ALL_OF_GERMAN, CodeList()) == UNKNOWN
    assert languages(ALL_OF_CHINESE, ENGLISH) > UNKNOWN


def test_more_in_common_is_never_worse():
    for test in ("languages", "standards"):
        values = [compatibility_bits.value_of_test(test, (1 << n) - 1) for n in range(1, 11)]
        assert values == sorted(values)


@pytest.mark.parametrize(
    ("maker", "provider", "fits"),
    [(7, 7, True), (8, 7, True), (7, 8, False), (60, 31, True), (30, 31, False), (1, 0, True)],
)
def test_a_provider_that_is_no_slower_than_the_maker_fits(maker, provider, fits):
    both = compatibility_bits.lead_time_bits(maker, "makes") & compatibility_bits.lead_time_bits(
        provider, "serves"
    )
    assert (compatibility_bits.value_of_test("lead_time", both) > UNKNOWN) == fits


def test_a_missing_lead_time_is_unknown():
    both = compatibility_bits.lead_time_bits(None, "makes") & compatibility_bits.lead_time_bits(
        5, "serves"
    )
    assert compatibility_bits.value_of_test("lead_time", both) == UNKNOWN


def test_orders_are_compared_in_pieces_only():
    both = compatibility_bits.order_size_bits(
        pieces(100), "makes"
    ) & compatibility_bits.order_size_bits(pieces(50), "serves")
    assert compatibility_bits.value_of_test("order_size", both) > UNKNOWN
    kilograms = compatibility_bits.order_size_bits(pieces(100, "mass"), "makes")
    assert (
        compatibility_bits.value_of_test(
            "order_size", kilograms & compatibility_bits.order_size_bits(pieces(50), "serves")
        )
        == UNKNOWN
    )


def test_a_certificate_counts_while_it_is_valid():
    day = dt.timedelta(days=1)
    assert (
        compatibility_bits.standard_bits(
            Certificates((HeldCertificate("iso9001:2015", None, TODAY),)), TODAY
        )
        == 1
    )
    assert (
        compatibility_bits.standard_bits(
            Certificates((HeldCertificate("ISO 9001", None, TODAY - day),)), TODAY
        )
        == 0
    )
    assert (
        compatibility_bits.standard_bits(
            Certificates((HeldCertificate("ISO 9001", TODAY + day),)), TODAY
        )
        == 0
    )


def test_a_certificate_without_a_last_day_leaves_the_test_open():
    whole = Certificates((HeldCertificate("ISO 9001", None, TODAY),), complete=True)
    undated = Certificates((HeldCertificate("ISO 9001"),), complete=True)
    other = Certificates(
        (HeldCertificate("ISO 9001"), HeldCertificate("ISO 9001", None, TODAY)), complete=True
    )
    none = Certificates(complete=True)

    def said(one, another):
        both = compatibility_bits.standard_bits(one, TODAY) & compatibility_bits.standard_bits(
            another, TODAY
        )
        return compatibility_bits.value_of_test("standards", both)

    assert said(whole, other) > said(whole, undated) == UNKNOWN > said(whole, none)


def test_tables_equal_the_values_and_their_bounds_hold():
    tables = compatibility_bits.compatibility_tables(WEIGHTS[OPERATIONS])
    rng = np.random.default_rng(2)
    one, other = rng.integers(0, 1 << 32, (2, 2_000), dtype=np.uint64).astype(np.uint32)
    earned = tables.earn(one & other)
    for points, both in zip(earned.tolist(), (one & other).tolist(), strict=True):
        lanes = zip(compatibility_bits.TESTS, (both & 0xFFFF, both >> 16), strict=True)
        value = sum(
            compatibility_bits.scaled_value(test, lane) for tests, lane in lanes for test in tests
        )
        assert points == WEIGHTS[OPERATIONS] * value
    assert (earned <= tables.at_most(one)).all()
    assert (earned >= tables.at_least(one)).all()


def test_all_bits_in_common_earn_the_full_value():
    full = 0xFFFFFFFF
    assert compatibility_bits.compatibility_tables(1).earn(
        np.array([full], np.uint32)
    ).tolist() == [255]
