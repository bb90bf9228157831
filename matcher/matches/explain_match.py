"""Explain a match: the components of one pair, each with its reasons.

The search computes the same numbers from arrays; a test holds the two equal.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from matcher.index.candidate import Candidate, Offer
from matcher.matches import compatibility_bits
from matcher.matches.build_parties import offered_numbers
from matcher.matches.components import AFFINITY, NEED, OPERATIONS, QUALITY, TOTAL, WEIGHTS
from matcher.matches.needs import Needs, edition_of, first_target, strongest_priority, use_points
from matcher.matches.parties import MAKES, SERVES, Ints, MatchTables
from matcher.reference.reasons import Reason
from matcher.reference.reference_data import ReferenceData
from matcher.reference.scale import TOP, UNKNOWN
from matcher.scoring import trust
from matcher.scoring.entry import ComponentScore
from matcher.scoring.operations import handles_goods, quantity_args


@dataclass(frozen=True)
class Match:
    """One pair. `points` (0..65280) is the sum of its components' points; `need` is the division
    and the service group that count; `known` the share of the weights, in whole percent rounded
    down, that rests on known facts.
    """

    maker: int
    provider: int
    need: tuple[str, str]
    components: tuple[ComponentScore, ...]
    known: int

    @property
    def points(self) -> int:
        return sum(one.points for one in self.components)


def explain(
    reference: ReferenceData,
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
    place = tables.areas.numbers[maker.place]
    found = _strongest_need(reference, tables, place, maker, provider, services)
    if not found or maker.id == provider.id:
        return None
    value, division, service = found
    group = _group_meant(reference, tables.needs, place, division, service)
    tests = _operations(reference, maker, provider)
    judged = trust.assess_proofs(
        (provider if asker == MAKES else maker).proofs, reference.lists.day
    )
    near, reason = _affinity(reference, tables, maker, provider)
    values = {
        NEED: (value, _need_reasons(reference, maker.place, division, service, group)),
        AFFINITY: (near, (reason,)),
        OPERATIONS: (sum(one.scaled for one in tests), tuple(one.reason for one in tests)),
        QUALITY: (judged.value, judged.reasons),
    }
    known = TOP * (WEIGHTS[NEED] + (WEIGHTS[QUALITY] if judged.known else 0))
    known += TOP * WEIGHTS[AFFINITY] if reason.code != "match.no_place" else 0
    known += WEIGHTS[OPERATIONS] * sum(
        compatibility_bits.SHARE[one.name] for one in tests if one.known
    )
    return Match(
        maker.id,
        provider.id,
        (division, group),
        tuple(ComponentScore(name, WEIGHTS[name], *said) for name, said in values.items()),
        100 * known // (TOTAL * TOP),
    )


def _strongest_need(
    reference: ReferenceData,
    tables: MatchTables,
    place: int,
    maker: Candidate,
    provider: Candidate,
    services: Ints | None,
) -> tuple[int, str, str] | None:
    """(need, division, documented service); the first of the taxonomy where several are equal."""
    needs = tables.needs
    table = needs.table[needs.of_place[place]]
    among = None if services is None else set(services.tolist())
    found = [
        (int(table[division, service]), -service, -division)
        for division in offered_numbers(reference, tables, MAKES, maker.offers)
        for service in offered_numbers(reference, tables, SERVES, provider.offers)
        if among is None or service in among
    ]
    value, service, division = max(found, default=(0, 0, 0))
    return (value, needs.divisions[-division], needs.services[-service]) if value else None


def _group_meant(
    reference: ReferenceData, needs: Needs, place: int, division: str, service: str
) -> str:
    """The documented group itself; of a class the least needed of its groups."""
    row = needs.table[needs.of_place[place], needs.divisions.index(division)]
    return min(
        reference.taxonomy.groups(service), key=lambda code: (row[needs.service_number(code)], code)
    )


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
    edition = edition_of(reference, place)
    priority = strongest_priority(reference, place, group)
    target = first_target(reference, priority, group) if priority else None
    if edition and priority and target:
        reasons.append(
            Reason(
                "match.priority",
                {
                    "province": reference.named(edition.province),
                    "target": reference.named(target),
                    "key": priority.key,
                    "title": priority.title,
                    "signal": priority.signal,
                    "stage": priority.stage,
                    "document": priority.document,
                    "quote": priority.summary,
                    "source": priority.source,
                },
            )
        )
    return tuple(reasons)


def _affinity(
    reference: ReferenceData, tables: MatchTables, maker: Candidate, provider: Candidate
) -> tuple[int, Reason]:
    if maker.place is None or provider.place is None:
        return UNKNOWN, Reason("match.no_place")
    number = tables.areas.numbers
    value = tables.areas.affinity_between(number[maker.place], number[provider.place])
    return value, Reason(
        f"match.affinity_{value}",
        {"maker": reference.named(maker.place), "provider": reference.named(provider.place)},
    )


@dataclass(frozen=True)
class _Test:
    name: str
    scaled: int
    known: bool
    reason: Reason


def _operations(reference: ReferenceData, maker: Candidate, provider: Candidate) -> list[_Test]:
    """The four tests, from the same bits that a party has in the search."""
    goods = _handles_goods(reference, provider.offers)
    days = (maker.lead_time_days, provider.lead_time_days if goods else None)
    least = (maker.minimum_order, provider.minimum_order if goods else None)
    languages = [compatibility_bits.language_bits(one.languages) for one in (maker, provider)]
    held = [
        compatibility_bits.standard_bits(one.certificates, reference.lists.day)
        for one in (maker, provider)
    ]
    return [
        _list_test("languages", languages[0] & languages[1], compatibility_bits.LANGUAGES),
        _list_test("standards", held[0] & held[1], compatibility_bits.STANDARDS),
        _bucket_test("lead_time", compatibility_bits.lead_time_bits, days, str),
        _bucket_test("order_size", compatibility_bits.order_size_bits, least, quantity_args),
    ]


def _handles_goods(reference: ReferenceData, offers: tuple[Offer, ...]) -> bool:
    return any(handles_goods(reference, one.sector) for one in offers if one.verb == SERVES)


def _list_test(name: str, both: int, names: tuple[str, ...]) -> _Test:
    have = [one for bit, one in enumerate(names) if both >> bit & 1]
    value = compatibility_bits.value_of_test(name, both)
    if have:
        reason = Reason(f"match.{name}", {"have": have})
    else:
        reason = Reason(f"match.open_{name}" if value == UNKNOWN else f"match.no_{name}")
    return _Test(name, compatibility_bits.scaled_value(name, both), value != UNKNOWN, reason)


def _bucket_test(
    name: str,
    bits: Callable[[Any, str], int],
    facts: tuple[Any, Any],
    say: Callable[[Any], Any],
) -> _Test:
    both = bits(facts[0], MAKES) & bits(facts[1], SERVES)
    value = compatibility_bits.value_of_test(name, both)
    if value == UNKNOWN:
        return _Test(
            name, compatibility_bits.scaled_value(name, both), False, Reason(f"match.open_{name}")
        )
    args = {"maker": say(facts[0]), "provider": say(facts[1])}
    code = f"match.{name}" if value == TOP else f"match.no_{name}"
    return _Test(name, compatibility_bits.scaled_value(name, both), True, Reason(code, args))
