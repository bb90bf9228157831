"""Every pair, one by one, by the definition: what the search is held to."""

from collections.abc import Sequence
from dataclasses import replace

from matcher.index.candidate import Candidate, Offer
from matcher.matches import compatibility_bits
from matcher.matches.components import WEIGHTS
from matcher.matches.needs import BY_POLICY
from matcher.matches.parties import MAKES, MatchTables, Parties
from matcher.reference.reference_data import ReferenceData
from matcher.scoring.priority_table import priority_lift
from matcher.scoring.trust import NO_EVIDENCE, proof_value
from priorities.editions.rows import CLIENT_SIGNALS

PriorityTable = list[list[tuple[int, int]]]


def lists(
    tables: MatchTables,
    askers: Parties,
    others: Parties,
    k: int,
    services: Sequence[int] | None = None,
) -> PriorityTable:
    """For each asker the (points, id) of its k best."""
    return [
        best(
            [
                (points, int(others.ids[j]))
                for j in range(len(others))
                if askers.ids[i] != others.ids[j]
                and (points := score(tables, askers, i, others, j, services)) is not None
            ],
            k,
        )
        for i in range(len(askers))
    ]


def best(found: list[tuple[int, int]], k: int) -> list[tuple[int, int]]:
    return sorted(found, key=lambda one: (-one[0], one[1]))[:k]


def score(
    tables: MatchTables,
    askers: Parties,
    i: int,
    others: Parties,
    j: int,
    services: Sequence[int] | None,
    divisions: Sequence[int] | None = None,
) -> int | None:
    makers, m, servers, s = (
        (askers, i, others, j) if askers.role == MAKES else (others, j, askers, i)
    )
    table = tables.needs.table[tables.needs.of_place[makers.place[m]]]
    need = max(
        (
            int(table[division, service])
            for division in makers.offers[makers.signature[m]]
            for service in servers.offers[servers.signature[s]]
            if services is None or service in services
            if divisions is None or division in divisions
        ),
        default=0,
    )
    if not need:
        return None
    both = int(makers.bits[m]) & int(servers.bits[s])
    lanes = (both & 0xFFFF, both >> 16)
    values = {
        "need": need,
        "affinity": tables.areas.affinity_between(makers.place[m], servers.place[s]),
        "operations": sum(
            compatibility_bits.scaled_value(test, lane)
            for tests, lane in zip(compatibility_bits.TESTS, lanes, strict=True)
            for test in tests
        ),
        "quality": int(others.quality[j]),
    }
    return sum(WEIGHTS[name] * value for name, value in values.items())


def slow_score(
    reference: ReferenceData, maker: Candidate, server: Candidate, other: Candidate
) -> int | None:
    """The points of two partners from their records, with nothing numbered or packed."""
    need = slow_need(reference, maker, server)
    if maker.id == server.id or not need:
        return None
    near = 96
    if maker.place and server.place:
        near = reference.atlas.affinity(maker.place, server.place)
    quality = max(
        (proof_value(proof, reference.lists.day) for proof in other.proofs), default=NO_EVIDENCE
    )
    operations = slow_operations(reference, maker, server)
    return 112 * need + 56 * near + 48 * operations + 40 * quality


def slow_need(reference: ReferenceData, maker: Candidate, server: Candidate) -> int:
    taxonomy = reference.taxonomy

    def group_need(division: str, group: str) -> int:
        use = min(191, int(taxonomy.demand.get((division, group), 0) * 100) * 96 // 100)
        return use + _place_lift(reference, maker.place, group)

    divisions = {
        taxonomy.division(offer.sector)
        for offer in maker.offers
        if offer.verb == "makes" and taxonomy.sectors[offer.sector].kind == "manufacturing"
    }
    return max(
        (
            min(group_need(division, group) for group in taxonomy.groups(offer.sector))
            for division in divisions
            for offer in server.offers
            if offer.verb == "serves"
        ),
        default=0,
    )


def _place_lift(reference: ReferenceData, place: str | None, group: str) -> int:
    edition = (
        reference.lists.editions.get(reference.atlas.places[place].province) if place else None
    )
    return max(
        (
            BY_POLICY * priority_lift(one) // 255
            for one in (edition.priorities if edition else ())
            if one.speaker == "government" and one.signal in CLIENT_SIGNALS
            if one.in_force(reference.lists.day) and (not one.places or place in one.places)
            if any(group in (target, *_below(reference, target)) for target in one.targets)
        ),
        default=0,
    )


def _below(reference: ReferenceData, target: str) -> list[str]:
    return [row.code for row in reference.taxonomy.sectors.values() if row.parent == target]


def slow_operations(reference: ReferenceData, maker: Candidate, server: Candidate) -> int:
    asked = {
        "languages": _common(
            maker.languages.codes & server.languages.codes & {*compatibility_bits.LANGUAGES},
            maker.languages.complete and server.languages.complete,
        ),
        "standards": _common(
            _standards(reference, maker) & _standards(reference, server),
            _all_said(reference, maker) and _all_said(reference, server),
        ),
        "lead_time": _within(
            _bucket(compatibility_bits.LEAD_TIMES, maker.lead_time_days),
            _bucket(compatibility_bits.LEAD_TIMES, server.lead_time_days)
            if _goods(server.offers)
            else None,
        ),
        "order_size": _within(_size(maker), _size(server) if _goods(server.offers) else None),
    }
    return sum(
        (2 * value * compatibility_bits.SHARE[test] + 255) // 510 for test, value in asked.items()
    )


def _common(shared: frozenset[str] | set[str], complete: bool) -> int:
    return {0: 48 if complete else 96, 1: 200, 2: 228}.get(len(shared), 255)


def _standards(reference: ReferenceData, one: Candidate) -> set[str]:
    return {
        held.standard
        for held in one.certificates.held
        if held.standard in compatibility_bits.STANDARDS
        and (held.valid_from is None or held.valid_from <= reference.lists.day)
        and (held.valid_until is not None and held.valid_until >= reference.lists.day)
    }


def _all_said(reference: ReferenceData, one: Candidate) -> bool:
    """Is the list whole, and the last day said of every standard on it that may be valid?"""
    open_ = {
        held.standard
        for held in one.certificates.held
        if held.standard in compatibility_bits.STANDARDS
        and (held.valid_from is None or held.valid_from <= reference.lists.day)
        and held.valid_until is None
    }
    return one.certificates.complete and open_ <= _standards(reference, one)


def _goods(offers: tuple[Offer, ...]) -> bool:
    return any(
        offer.verb == "serves"
        and (offer.sector[:4] in ("PS02", "PS09") or offer.sector in ("PS03", "PS033"))
        for offer in offers
    )


def _size(one: Candidate) -> int | None:
    least = one.minimum_order
    if least is None or least.dimension != "count":
        return None
    return _bucket(compatibility_bits.ORDER_SIZES, least.amount)


def _bucket(edges: Sequence[int], amount: object) -> int | None:
    return None if amount is None else sum(edge < amount for edge in edges)  # type: ignore[operator]


def _within(maker: int | None, server: int | None) -> int:
    if maker is None or server is None:
        return 96
    return 255 if server <= maker else 48


def with_offer(one: Candidate, offer: Offer) -> Candidate:
    return replace(one, offers=(*one.offers, offer))
