"""Explain a match: the components of one pair, each with its reasons.

The search computes the same numbers from arrays; a test holds the two equal.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from matcher.index.candidate import Candidate, Offer
from matcher.matches.compatibility_bits import SHARE, Compatibility, compare_compatibility
from matcher.matches.components import AFFINITY, NEED, OPERATIONS, QUALITY, TOTAL, WEIGHTS
from matcher.matches.needs import evidence_of_need, use_points
from matcher.matches.parties import MAKES, SERVES, Ints, MatchTables
from matcher.reference.reasons import Reason
from matcher.reference.reference_data import ReferenceData
from matcher.reference.scale import TOP, UNKNOWN
from matcher.scoring import trust
from matcher.scoring.entry import ComponentScore
from matcher.scoring.operations import quantity_args
from priorities.editions.rows import cited_document

# How to tell a fact, and the facts of maker and provider that were compared.
_Facts = tuple[Callable[[Any], Any], Any, Any]


@dataclass(frozen=True)
class Match:
    """One pair. `points` (0..65280) is the sum of its components' points; `need` is the division
    and the service group that count; `known` the share of the weights, in whole percent rounded
    down, that rests on known facts.
    """

    maker: int
    provider: int
    need: tuple[str, str]
    points: int
    components: tuple[ComponentScore, ...]
    known: int


def explain(
    tables: MatchTables,
    maker: Candidate,
    provider: Candidate,
    *,
    asker: str,
    services: Ints | None = None,
) -> Match | None:
    """The match as the `asker` (makes or serves) sees it: the quality is the other one's. None
    where no need of the services (all, unless told) is evidenced.
    """
    reference = tables.reference
    place = tables.areas.numbers[maker.place]
    found = _strongest_need(tables, place, maker, provider, services)
    if not found or maker.id == provider.id:
        return None
    value, division, service, group = found
    tests = compare_compatibility(
        maker,
        provider,
        reference.lists.day,
        goods=_handles_goods(reference, provider.offers),
    )
    judged = trust.assess_proofs(
        (provider if asker == MAKES else maker).proofs, reference.lists.day
    )
    near, reason = _affinity(tables, maker, provider)
    values = {
        NEED: (value, _need_reasons(reference, maker.place, division, service, group)),
        AFFINITY: (near, (reason,)),
        OPERATIONS: (sum(one.scaled for one in tests), _operations(tests, maker, provider)),
        QUALITY: (judged.value, judged.reasons),
    }
    return Match(
        maker.id,
        provider.id,
        (division, group),
        sum(WEIGHTS[name] * worth for name, (worth, _) in values.items()),
        tuple(ComponentScore(name, WEIGHTS[name], *said) for name, said in values.items()),
        _known_share(tests, judged.known, reason.code != "match.no_place"),
    )


def _known_share(tests: Sequence[Compatibility], quality: bool, places: bool) -> int:
    """`Match.known`. `quality`, `places`: the quality is known, and both places are."""
    # The need is always known: without an evidenced one there is no match.
    known = TOP * (WEIGHTS[NEED] + WEIGHTS[QUALITY] * quality + WEIGHTS[AFFINITY] * places)
    known += WEIGHTS[OPERATIONS] * sum(SHARE[one.test] for one in tests if one.value != UNKNOWN)
    # Rounded down: 100 % only where every fact is known.
    return 100 * known // (TOTAL * TOP)


def _strongest_need(
    tables: MatchTables,
    place: int,
    maker: Candidate,
    provider: Candidate,
    services: Ints | None,
) -> tuple[int, str, str, str] | None:
    """(need, division, documented service, the group that counts for it); the first of the taxonomy
    where several are equal.
    """
    needs = tables.needs
    here = needs.of_place[place]
    table, offered = needs.table[here], tables.documented_by(provider.offers, SERVES)
    among = None if services is None else set(services.tolist())
    # Negated, so that `max` takes the first number of equal needs, as the search does.
    found = [
        (int(table[division, service]), -service, -division)
        for division in tables.documented_by(maker.offers, MAKES)
        for service in offered
        if among is None or service in among
    ]
    value, service, division = max(found, default=(0, 0, 0))
    if not value:
        return None
    group = needs.group[here, -division, -service]
    return value, needs.divisions[-division], needs.services[-service], needs.services[group]


def _need_reasons(
    reference: ReferenceData, place: str | None, division: str, offered: str, group: str
) -> tuple[Reason, ...]:
    names = {"sector": reference.named(division), "service": reference.named(group)}
    reasons = []
    if offered != group:
        reasons.append(Reason("match.class_only", {**names, "offered": reference.named(offered)}))
    if use_points(reference, division, group):
        hundredths = int(reference.taxonomy.demand[division, group] * 100)
        basis = reference.taxonomy.bases.get((division, group), "not said")
        times = f"{hundredths / 100:.2f}"
        reasons.append(Reason("match.need", {**names, "times": times, "basis": basis}))
    else:
        reasons.append(Reason("match.no_figure", names))
    evidence = evidence_of_need(reference, place, group)
    if evidence:
        edition, priority, target = evidence
        reasons.append(
            Reason(
                "match.priority",
                {
                    "province": reference.named(edition.province),
                    "target": reference.named(target),
                    "key": priority.key,
                    "title": {"en": priority.title_en, "zh": priority.title_zh},
                    "signal": priority.signal,
                    "stage": priority.stage,
                    "document": cited_document(priority),
                    "summary": {"en": priority.summary_en, "zh": priority.summary_zh},
                    "source": priority.source,
                },
            )
        )
    return tuple(reasons)


def _affinity(tables: MatchTables, maker: Candidate, provider: Candidate) -> tuple[int, Reason]:
    if maker.place is None or provider.place is None:
        return UNKNOWN, Reason("match.no_place")
    number, named = tables.areas.numbers, tables.reference.named
    value = tables.areas.affinity_between(number[maker.place], number[provider.place])
    return value, Reason(
        f"match.affinity_{value}",
        {"maker": named(maker.place), "provider": named(provider.place)},
    )


def _operations(
    tests: Sequence[Compatibility], maker: Candidate, provider: Candidate
) -> tuple[Reason, ...]:
    """A reason of each test."""
    facts: dict[str, _Facts] = {
        "lead_time": (str, maker.lead_time_days, provider.lead_time_days),
        "order_size": (quantity_args, maker.minimum_order, provider.minimum_order),
    }
    return tuple(_operations_reason(one, facts.get(one.test)) for one in tests)


def _operations_reason(one: Compatibility, facts: _Facts | None) -> Reason:
    """`facts` None: the test compares lists."""
    if one.have:
        return Reason(f"match.{one.test}", {"have": list(one.have)})
    if one.value == UNKNOWN:
        return Reason(f"match.open_{one.test}")
    if facts is None:
        return Reason(f"match.no_{one.test}")
    say, of_maker, of_provider = facts
    code = f"match.{one.test}" if one.value == TOP else f"match.no_{one.test}"
    return Reason(code, {"maker": say(of_maker), "provider": say(of_provider)})


def _handles_goods(reference: ReferenceData, offers: tuple[Offer, ...]) -> bool:
    sectors = reference.sectors
    served = [sectors.numbers[one.sector] for one in offers if one.verb == SERVES]
    return bool(sectors.handles_goods[served].any())
