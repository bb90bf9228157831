"""The slow reckoning's second half: who is around whom, and how much that is wanted."""

from math import floor
from typing import Any

from matcher.index.candidate import Candidate

NEUTRAL = 96


def around(world: Any, one: Candidate) -> int:
    """0..255 of a partner with a place; `world` is `slow.MatchContext`."""
    services = [offer.sector for offer in world.fitting(one)]
    if world.makers:
        return _services_around(world, one, services)
    place, sector = world.wanted.client_place, world.wanted.client_sector
    # Design and e-commerce are done as well from afar.
    if all({"PS011", "PS033"} & set(world.up(service)) for service in world.wanted.services):
        place = None
    if place is None and sector is None:
        return _makers_around(world, one, services)
    value = world.reference.atlas.affinity(place, one.place) if place else 255
    if sector:
        division = list(world.up(sector))[-1]
        uses = [min(u) for s in services if (u := _uses(world, division, s))]
        used = max(uses, default=100) if world.kind(sector) == "manufacturing" else 100
        value = value * min(255, 128 * used // 100) // 255
    return NEUTRAL + 159 * value // 255


def _services_around(world: Any, one: Candidate, made: list[str]) -> int:
    if not any(o.place and any(f.verb == "serves" for f in o.offers) for o in world.all):
        return NEUTRAL
    covers = [NEUTRAL]
    for top in {list(world.up(s))[-1] for s in made if world.kind(s) == "manufacturing"}:
        uses = {s: u for (d, s), u in world.reference.taxonomy.demand.items() if d == top}
        over = {s: floor((u - 1) * 100) for s, u in uses.items() if floor((u - 1) * 100) > 0}
        if over:
            total = sum(more * _near(world, one, "serves", s) for s, more in over.items())
            covers.append(NEUTRAL + 159 * (total // sum(over.values())) // 255)
    return max(covers)


def _makers_around(world: Any, one: Candidate, services: list[str]) -> int:
    others = [other for other in world.all if other.place and other.id != one.id]
    over: dict[str, int] = {}
    for top in {division for other in others for division in _divisions(world, other)}:
        # Of a class, the group least used; what nobody measured is not more than others use.
        least = [
            min(max([0, *_uses(world, top, group)]) for group in _groups(world, service))
            for service in services
        ]
        over[top] = max(0, max(least) - 100)
    if not sum(over.values()):
        return NEUTRAL
    total = sum(more * _near(world, one, "makes", top) for top, more in over.items())
    return NEUTRAL + 159 * (total // sum(over.values())) // 255


def _near(world: Any, one: Candidate, verb: str, code: str) -> int:
    """Others who do it, each by how near it is; three next door are enough."""
    total = 0
    for other in world.all:
        if other.id == one.id or other.place is None:
            continue
        does = {offer.sector for offer in other.offers if offer.verb == verb}
        if code in (_divisions(world, other) if verb == "makes" else does):
            affinity = world.reference.atlas.affinity(one.place, other.place)
            total += affinity if affinity >= 112 else 0
    return min(255, total * 255 // 765)


def _groups(world: Any, service: str) -> list[str]:
    sectors = world.reference.taxonomy.sectors
    return [code for code, row in sectors.items() if row.parent == service] or [service]


def _uses(world: Any, division: str, service: str) -> list[int]:
    demand, groups = world.reference.taxonomy.demand, _groups(world, service)
    return [floor(demand[division, g] * 100) for g in groups if (division, g) in demand]


def _divisions(world: Any, one: Candidate) -> set[str]:
    made = [offer.sector for offer in one.offers if offer.verb == "makes"]
    return {list(world.up(s))[-1] for s in made if world.kind(s) == "manufacturing"}
