"""Of two partners alike but in one fact, does the better one stand first?"""

from collections.abc import Iterator

from quality import seeds
from quality.pairs import KINDS, Pair, draw
from quality.population import COMPONENTS, rank
from quality.scorecard import Line


def prefers(pair: Pair) -> tuple[bool, str]:
    """Does the better stand first by points, and what else than its component differs, if any."""
    ranking = rank(seeds.reference(), (pair.better, pair.worse, *pair.beside), pair.wanted)
    entries = {entry.partner: entry for entry in ranking.entries}
    better, worse = entries.get(pair.better.id), entries.get(pair.worse.id)
    if better is None:
        return False, "the better is not listed"
    if worse is None:
        return True, ""
    differ = [
        one.name
        for one, other in zip(better.components, worse.components, strict=True)
        if one.value != other.value
    ]
    return better.points > worse.points, f"{better.points - worse.points:+d} points in {differ}"


def lines(count: int) -> Iterator[Line]:
    """A line for each component, from `count` pairs of each kind."""
    for component in COMPONENTS:
        held, of, offenders = 0, 0, []
        for name in KINDS[component]:
            wrong = []
            for pair in draw(component, name, count):
                right, how = prefers(pair)
                held, of = held + right, of + 1
                if not right:
                    wrong.append(how)
            if wrong:
                offenders.append(f"{name}: {len(wrong)} of {count}, as {wrong[0]}")
        yield Line(
            "Preferences: alike but in one fact", component, held, of, offenders=tuple(offenders)
        )
