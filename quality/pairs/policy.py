"""Pairs in what the place that matters has put first."""

from random import Random

from harness import seed_reference
from matcher.index.candidate import Offer
from quality import seeds
from quality.pairs.pair import Pair, brief, groups, kind, maker, pair, provider
from quality.random_briefs import unlisted_provinces

NAMED = frozenset({"support", "strength"})
STAGES = ("pledged", "launched", "under way", "delivered")


def _named(division: str, signals: frozenset[str] = NAMED) -> dict[str, int]:
    """Province -> the farthest stage of a government's row that names the division itself."""
    found: dict[str, int] = {}
    for code, edition in seed_reference.editions().items():
        for row in edition.priorities:
            ended = row.effective_to is not None and row.effective_to < seeds.DAY
            if (
                division in row.targets
                and row.speaker == "government"
                and row.signal in signals
                and not row.places
                and not ended
            ):
                found[code] = max(found.get(code, -1), STAGES.index(row.stage))
    return found


def _divisions(least: int) -> list[str]:
    codes = sorted(
        c for c in seed_reference.taxonomy().sectors if len(c) == 3 and c.startswith("C")
    )
    return [code for code in codes if len(set(_named(code).values())) >= least]


@kind("policy", "a maker where its trade is put first, not where no list is held")
def _put_first(rng: Random) -> Pair:
    division = rng.choice(_divisions(1))
    one = maker(rng, Offer("makes", division))
    here, there = rng.choice(sorted(_named(division))), rng.choice(unlisted_provinces())
    return pair(one, {"place": here}, {"place": there}, brief(one))


@kind("policy", "a maker where its trade is further than a pledge, not where it is pledged")
def _further(rng: Random) -> Pair:
    division = rng.choice(_divisions(2))
    one = maker(rng, Offer("makes", division))
    named = _named(division)
    low, high = min(named.values()), max(named.values())
    here = rng.choice(sorted(code for code, stage in named.items() if stage == high))
    there = rng.choice(sorted(code for code, stage in named.items() if stage == low))
    return pair(one, {"place": here}, {"place": there}, brief(one))


@kind("policy", "the service that the client's province puts first, not the other one asked for")
def _service_put_first(rng: Random) -> Pair:
    signals = NAMED | {"shortage"}
    lists = seed_reference.editions()
    while True:
        client = rng.choice(sorted(lists))
        named = [s for s in groups("service") if client in _named(s, signals)]
        covered = {target for row in lists[client].priorities for target in row.targets}
        silent = [s for s in groups("service") if not {s, s[:4]} & covered]
        if named and silent:
            break
    this, that = rng.choice(named), rng.choice(silent)
    one = provider(rng, Offer("serves", this))
    wanted = brief(one, services=(this, that), client_place=client)
    return pair(one, {}, {"offers": (Offer("serves", that),)}, wanted)
