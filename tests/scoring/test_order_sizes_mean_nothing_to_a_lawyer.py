"""A service without goods is not judged by minimum orders, days or capacity, nor asked."""

import pytest

from tests.scoring import factories
from tests.scoring.factories import serves

GOODS = ("ask.minimum_order", "ask.lead_time", "ask.capacity")
BLANK = {"minimum_order": None, "lead_time_days": None, "monthly_capacity": None}


def asked(entry):
    return [one.ask.code for one in entry.missing if one.ask and one.ask.code in GOODS]


def test_a_brief_for_a_lawyer_leaves_operations_out():
    lawyer = factories.knitter(offers=(serves("PS013"),), **BLANK)

    ranking = factories.rank(
        factories.reference(), [lawyer], factories.storefront(services=("PS013",))
    )

    assert ranking.weights["operations"] == 0
    assert "operations" not in factories.values(ranking.entries[0])
    assert asked(ranking.entries[0]) == []


def test_beside_a_freighter_the_lawyer_is_neutral_and_not_asked():
    wanted = factories.storefront(services=("PS013", "PS021"))
    lawyer = factories.knitter(1, offers=(serves("PS013"),), **BLANK)
    freighter = factories.knitter(2, offers=(serves("PS021"),), **BLANK)

    entries = {
        e.partner: e
        for e in factories.rank(factories.reference(), [lawyer, freighter], wanted).entries
    }

    assert factories.codes(entries[1], "operations") == ["operations.no_goods"]
    assert asked(entries[1]) == []
    assert sorted(asked(entries[2])) == sorted(GOODS)
    assert factories.values(entries[1])["operations"] == factories.values(entries[2])["operations"]


@pytest.mark.parametrize("service", ["PS02", "PS021", "PS033", "PS09"])
def test_those_who_handle_goods_are_asked(service):
    provider = factories.knitter(offers=(serves(service),), **BLANK)

    entry = factories.entry_of(
        factories.reference(), provider, factories.storefront(services=(service,))
    )

    assert sorted(asked(entry)) == sorted(GOODS)


def test_a_class_that_holds_a_goods_service_is_not_said_to_handle_none():
    provider = factories.knitter(offers=(serves("PS03"),), **BLANK)

    entry = factories.entry_of(
        factories.reference(), provider, factories.storefront(services=("PS033",))
    )

    assert "operations.no_goods" not in factories.codes(entry, "operations")
    assert sorted(asked(entry)) == sorted(GOODS)


def test_a_brief_without_an_order_leaves_operations_out():
    ranking = factories.rank(
        factories.reference(),
        [factories.knitter()],
        factories.knitwear(order=None, lead_time_days=None),
    )

    assert ranking.weights["operations"] == 0


@pytest.mark.parametrize("wish", ["order_quantity", "lead_time_days"])
def test_a_hard_order_does_not_stop_one_to_whom_it_does_not_apply(wish):
    """A platform must take the order; the lawyer beside it takes none."""
    wanted = factories.storefront(services=("PS013", "PS033"), require=frozenset({wish}))
    lawyer = factories.knitter(1, offers=(serves("PS013"),), **BLANK)
    platform = factories.knitter(2, offers=(serves("PS033"),))
    silent = factories.knitter(3, offers=(serves("PS033"),), **BLANK)

    ranking = factories.rank(factories.reference(), [lawyer, platform, silent], wanted)

    entries = {entry.partner: entry for entry in ranking.entries}
    assert set(entries) == {1, 2}
    assert ranking.counts.by_unknown[wish] == 1
    assert factories.values(entries[1])["operations"] == 96
    assert [one for one in entries[1].missing if one.component == "operations"] == []
