"""A service without goods is not judged by minimum orders, days or capacity, nor asked."""

import pytest

from tests.scoring import world
from tests.scoring.world import serves

GOODS = ("ask.minimum_order", "ask.lead_time", "ask.capacity")
BLANK = {"minimum_order": None, "lead_time_days": None, "monthly_capacity": None}


def asked(entry):
    return [one.ask.code for one in entry.missing if one.ask and one.ask.code in GOODS]


def test_a_brief_for_a_lawyer_leaves_operations_out():
    lawyer = world.knitter(offers=(serves("PS013"),), **BLANK)

    ranking = world.rank(world.reference(), [lawyer], world.storefront(services=("PS013",)))

    assert ranking.weights["operations"] == 0
    assert "operations" not in world.values(ranking.entries[0])
    assert asked(ranking.entries[0]) == []


def test_beside_a_freighter_the_lawyer_is_neutral_and_not_asked():
    wanted = world.storefront(services=("PS013", "PS021"))
    lawyer = world.knitter(1, offers=(serves("PS013"),), **BLANK)
    freighter = world.knitter(2, offers=(serves("PS021"),), **BLANK)

    entries = {
        e.partner: e for e in world.rank(world.reference(), [lawyer, freighter], wanted).entries
    }

    assert world.codes(entries[1], "operations") == ["operations.no_goods"]
    assert asked(entries[1]) == []
    assert sorted(asked(entries[2])) == sorted(GOODS)
    assert world.values(entries[1])["operations"] == world.values(entries[2])["operations"]


@pytest.mark.parametrize("service", ["PS02", "PS021", "PS033", "PS09"])
def test_those_who_handle_goods_are_asked(service):
    provider = world.knitter(offers=(serves(service),), **BLANK)

    entry = world.entry_of(world.reference(), provider, world.storefront(services=(service,)))

    assert sorted(asked(entry)) == sorted(GOODS)


def test_a_class_that_holds_a_goods_service_is_not_said_to_handle_none():
    provider = world.knitter(offers=(serves("PS03"),), **BLANK)

    entry = world.entry_of(world.reference(), provider, world.storefront(services=("PS033",)))

    assert "operations.no_goods" not in world.codes(entry, "operations")
    assert sorted(asked(entry)) == sorted(GOODS)


def test_a_brief_without_an_order_leaves_operations_out():
    ranking = world.rank(
        world.reference(), [world.knitter()], world.knitwear(order=None, lead_time_days=None)
    )

    assert ranking.weights["operations"] == 0


@pytest.mark.parametrize("wish", ["order_quantity", "lead_time_days"])
def test_a_hard_order_does_not_stop_one_to_whom_it_does_not_apply(wish):
    """A platform must take the order; the lawyer beside it takes none."""
    wanted = world.storefront(services=("PS013", "PS033"), require=frozenset({wish}))
    lawyer = world.knitter(1, offers=(serves("PS013"),), **BLANK)
    platform = world.knitter(2, offers=(serves("PS033"),))
    silent = world.knitter(3, offers=(serves("PS033"),), **BLANK)

    ranking = world.rank(world.reference(), [lawyer, platform, silent], wanted)

    entries = {entry.partner: entry for entry in ranking.entries}
    assert set(entries) == {1, 2}
    assert ranking.excluded.by_unknown[wish] == 1
    assert world.values(entries[1])["operations"] == 96
    assert [one for one in entries[1].missing if one.component == "operations"] == []
