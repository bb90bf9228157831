"""Ecosystem: services around a maker, makers around a service, and never a priority."""

from dataclasses import replace

from hypothesis import given, settings

from tests.scoring import chance, world
from tests.scoring.world import makes, serves


def around(partner, wanted, *others: world.Candidate):
    return world.values(world.entry_of(world.reference(), partner, wanted, *others))["ecosystem"]


def shops(count, service="PS033", place=world.GUANGZHOU):
    return [world.shopkeeper(50 + n, offers=(serves(service),), place=place) for n in range(count)]


MIRROR = world.storefront(client_sector=None, client_place=None)


def test_more_services_around_are_better_until_there_are_enough():
    found = [around(world.knitter(), world.knitwear(), *shops(count)) for count in range(6)]

    assert found[0] < found[1] < found[2] < found[3]
    assert found[3] == found[4] == found[5]
    assert found[0] == 96


def test_a_service_that_the_sector_needs_more_counts_more():
    """Apparel uses e-commerce support most, freight a little, software less than others do."""
    most, some, less = (
        around(world.knitter(), world.knitwear(), *shops(2, service))
        for service in ("PS033", "PS021", "PS032")
    )

    assert most > some > less == 96


def test_services_far_away_are_not_around():
    far = around(world.knitter(), world.knitwear(), *shops(9, place=world.HANGZHOU))

    assert far == 96


def test_makers_around_count_for_a_provider_as_its_mirror_image():
    knitters = [world.knitter(pk) for pk in (50, 51)]

    near = around(world.shopkeeper(), MIRROR, *knitters)
    far = around(world.shopkeeper(place=world.HANGZHOU), MIRROR, *knitters)

    assert near > far == 96


def test_a_class_alone_documents_no_group_around():
    vague = [world.shopkeeper(50 + n, offers=(serves("PS03"),)) for n in range(3)]

    assert around(world.knitter(), world.knitwear(), *vague) == 96


def test_a_partner_without_a_place_is_around_nobody():
    assert around(world.knitter(), world.knitwear(), *shops(3, place=None)) == 96


def test_of_several_divisions_the_best_supplied_decides():
    wanted = world.knitwear(sectors=("C18", "C39"), products=())
    both = world.knitter(offers=(makes("C182"), makes("C391")))
    software = shops(3, "PS032")

    assert around(both, wanted, *software) > around(world.knitter(), wanted, *software) == 96


@settings(max_examples=80, deadline=None)
@given(chance.RANDOM)
def test_priorities_never_move_it(rng):
    """Policy counts once."""
    reference, candidates, wanted = chance.some_world(rng)

    said = world.rank(reference, candidates, wanted)
    silent = world.rank(replace(reference, editions={}), candidates, wanted)

    without = {entry.partner: world.values(entry)["ecosystem"] for entry in silent.entries}
    for entry in said.entries:
        assert world.values(entry)["ecosystem"] == without[entry.partner]


@settings(max_examples=80, deadline=None)
@given(chance.RANDOM)
def test_it_only_adds(rng):
    reference, candidates, wanted = chance.some_world(rng)

    for entry in world.rank(reference, candidates, wanted).entries:
        assert world.values(entry)["ecosystem"] >= 96


def test_what_it_says_is_near_is_what_it_counted():
    entry = world.entry_of(world.reference(), world.knitter(), world.knitwear(), *shops(3))

    (supplied, gaps) = next(one.because for one in entry.components if one.name == "ecosystem")
    assert [one["code"] for one in supplied.args["services"]] == ["PS033"]
    assert [one["code"] for one in gaps.args["services"]] == ["PS011", "PS021"]


def test_a_city_that_is_its_own_province_is_one_city():
    """All of Hong Kong is next door to Hong Kong, as it is to nobody else in the Bay Area."""
    client = world.storefront(client_place=world.HONG_KONG, client_sector=None)
    here, near = world.shopkeeper(1, place=world.HONG_KONG), world.shopkeeper(2)

    (entry,) = world.rank(world.reference(), [here], client).entries

    assert world.codes(entry, "ecosystem") == ["ecosystem.affinity_255"]
    assert around(here, client) == 255 > around(near, client)
