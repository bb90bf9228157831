"""Ecosystem: services around a maker, makers around a service, and never a priority."""

from hypothesis import given, settings

from tests.scoring import factories, generators
from tests.scoring.factories import makes, serves


def around(partner, wanted, *others: factories.Candidate):
    return factories.values(factories.entry_of(factories.reference(), partner, wanted, *others))[
        "ecosystem"
    ]


def shops(count, service="PS033", place=factories.GUANGZHOU):
    return [
        factories.shopkeeper(50 + n, offers=(serves(service),), place=place) for n in range(count)
    ]


MIRROR = factories.storefront(client_sector=None, client_place=None)


def test_more_services_around_are_better_until_there_are_enough():
    found = [around(factories.knitter(), factories.knitwear(), *shops(count)) for count in range(6)]

    assert found[0] < found[1] < found[2] < found[3]
    assert found[3] == found[4] == found[5]
    assert found[0] == 96


def test_a_service_that_the_sector_needs_more_counts_more():
    """Apparel uses e-commerce support most, freight a little, software less than others do."""
    most, some, less = (
        around(factories.knitter(), factories.knitwear(), *shops(2, service))
        for service in ("PS033", "PS021", "PS032")
    )

    assert most > some > less == 96


def test_services_far_away_are_not_around():
    far = around(factories.knitter(), factories.knitwear(), *shops(9, place=factories.HANGZHOU))

    assert far == 96


def test_makers_around_count_for_a_provider_as_its_mirror_image():
    knitters = [factories.knitter(pk) for pk in (50, 51)]

    near = around(factories.shopkeeper(), MIRROR, *knitters)
    far = around(factories.shopkeeper(place=factories.HANGZHOU), MIRROR, *knitters)

    assert near > far == 96


def test_a_class_alone_documents_no_group_around():
    vague = [factories.shopkeeper(50 + n, offers=(serves("PS03"),)) for n in range(3)]

    assert around(factories.knitter(), factories.knitwear(), *vague) == 96


def test_a_partner_without_a_place_is_around_nobody():
    assert around(factories.knitter(), factories.knitwear(), *shops(3, place=None)) == 96


def test_of_several_divisions_the_best_supplied_decides():
    wanted = factories.knitwear(sectors=("C18", "C39"), products=())
    both = factories.knitter(offers=(makes("C182"), makes("C391")))
    software = shops(3, "PS032")

    assert around(both, wanted, *software) > around(factories.knitter(), wanted, *software) == 96


@settings(max_examples=80, deadline=None)
@given(generators.RANDOM)
def test_priorities_never_move_it(rng):
    """Policy counts once."""
    reference, candidates, wanted = generators.some_world(rng)

    said = factories.rank(reference, candidates, wanted)
    silent = factories.rank(factories.with_lists(reference, {}), candidates, wanted)

    without = {entry.partner: factories.values(entry)["ecosystem"] for entry in silent.entries}
    for entry in said.entries:
        assert factories.values(entry)["ecosystem"] == without[entry.partner]


@settings(max_examples=80, deadline=None)
@given(generators.RANDOM)
def test_it_only_adds(rng):
    reference, candidates, wanted = generators.some_world(rng)

    for entry in factories.rank(reference, candidates, wanted).entries:
        assert factories.values(entry)["ecosystem"] >= 96


def test_what_it_says_is_near_is_what_it_counted():
    entry = factories.entry_of(
        factories.reference(), factories.knitter(), factories.knitwear(), *shops(3)
    )

    (supplied, gaps) = next(one.because for one in entry.components if one.name == "ecosystem")
    assert [one["code"] for one in supplied.args["services"]] == ["PS033"]
    assert [one["code"] for one in gaps.args["services"]] == ["PS011", "PS021"]


def test_a_city_that_is_its_own_province_is_one_city():
    """All of Hong Kong is next door to Hong Kong, as it is to nobody else in the Bay Area."""
    client = factories.storefront(
        services=("PS032",), client_place=factories.HONG_KONG, client_sector=None
    )
    software = {"offers": (factories.serves("PS032"),)}
    here = factories.shopkeeper(1, place=factories.HONG_KONG, **software)
    near = factories.shopkeeper(2, **software)

    (entry,) = factories.rank(factories.reference(), [here], client).entries

    assert factories.codes(entry, "ecosystem") == ["ecosystem.affinity_255"]
    assert around(here, client) == 255 > around(near, client)
