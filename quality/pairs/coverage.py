"""Pairs in who is around whom."""

from dataclasses import replace
from fractions import Fraction
from random import Random

from harness import seed_reference
from matcher.index.candidate import Offer
from matcher.scoring.ecosystem import FAR_SERVICES
from quality.pairs.pair import Pair, brief, groups, kind, maker, pair, provider


def _cities(province: str) -> list[str]:
    places = seed_reference.atlas().places.values()
    return sorted(row.code for row in places if row.province == province and not row.is_province)


def _far(rng: Random, province: str) -> str:
    """A province that neither borders this one nor acts with it."""
    atlas = seed_reference.atlas()
    near = {province, *atlas.places[province].adjacent}
    for cluster in atlas.clusters.values():
        spread = {atlas.places[code].province for code in cluster.members}
        near |= spread if province in spread else set()
    return rng.choice(sorted({row.province for row in atlas.places.values()} - near))


def _roomy(rng: Random) -> str:
    places = seed_reference.atlas().places
    return rng.choice(
        [
            c
            for c in places
            if places[c].is_province and len(_cities(c)) > 3 and not places[c].in_one_city
        ]
    )


def _near_services() -> list[str]:
    """The services that are done better near the client."""
    return [code for code in groups("service") if code not in FAR_SERVICES]


@kind("ecosystem", "a provider in the client's city, not elsewhere in the province")
def _same_city(rng: Random) -> Pair:
    here, there = rng.sample(_cities(_roomy(rng)), 2)
    one = provider(rng, Offer("serves", rng.choice(_near_services())))
    return pair(one, {"place": here}, {"place": there}, brief(one, client_place=here))


@kind("ecosystem", "a provider in the client's province, not far away")
def _same_province(rng: Random) -> Pair:
    province = _roomy(rng)
    client, here = rng.sample(_cities(province), 2)
    one = provider(rng, Offer("serves", rng.choice(_near_services())))
    far = {"place": _far(rng, province)}
    return pair(one, {"place": here}, far, brief(one, client_place=client))


@kind("ecosystem", "the service that the client's trade uses half as much again, not the other")
def _demanded(rng: Random) -> Pair:
    demand = seed_reference.taxonomy().demand
    while True:
        client = rng.choice(sorted({division for division, _ in demand}))
        this, that = rng.sample(groups("service"), 2)
        uses = [demand.get((client, service)) for service in (this, that)]
        if uses[0] and uses[1] and uses[0] >= uses[1] * 3 / 2:
            break
    one = provider(rng, Offer("serves", this))
    wanted = brief(one, services=(this, that), client_sector=client)
    return pair(one, {}, {"offers": (Offer("serves", that),)}, wanted)


@kind("ecosystem", "a maker with three such providers around, not far from any")
def _around(rng: Random) -> Pair:
    """Provinces say much about makers: policy is left out, so that only who is around counts."""
    demand = seed_reference.taxonomy().demand
    used = {d: s for (d, s), n in sorted(demand.items()) if n > 1}
    division = rng.choice(sorted(used))
    here = _roomy(rng)
    one = maker(rng, Offer("makes", division))
    provider = replace(one, place=here, offers=(Offer("serves", used[division]),))
    beside = tuple(replace(provider, id=pk) for pk in (3, 4, 5))
    wanted = brief(one, weights={"policy": Fraction(0)})
    return pair(one, {"place": here}, {"place": _far(rng, here)}, wanted, beside)
