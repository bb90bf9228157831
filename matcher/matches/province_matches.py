"""The strongest matches of a province, a sector and a service: `GET /v1/matches`.

They are read from the current generation where it keeps the parts that the question is made of:
whole divisions. A pair among the k strongest of several parts together is among the k strongest of
its own part, so that the k best of each part answer any union of parts exactly. Questions by sector
group, and all questions while there is no generation, are computed on the current basis.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from core.clock import end_of_day
from core.transactions import repeatable_read
from matcher import loaded
from matcher.loaded import Basis, current_basis
from matcher.matches.components import WEIGHTS
from matcher.matches.generations import current_generation, on_basis
from matcher.matches.match_context import load_context
from matcher.matches.pair_entries import PAIR, PairEntries, numbered_priorities, strongest_entries
from matcher.matches.strongest_pairs import ALL, PairQuery, compute_pairs
from matcher.models import MatchGeneration
from matcher.reference.reference_data import ReferenceData
from priorities.editions.load_editions import rows_by_province
from priorities.editions.rows import EditionRow, PriorityRow
from priorities.models import Edition


@dataclass(frozen=True)
class PairMatch:
    """A maker and a provider. `need`: the division and the service group that count; `values`: of
    each component 0..255; `priority`: the priority that adds to the need, if one does.
    """

    maker: int
    provider: int
    points: int
    need: tuple[str, str]
    values: Mapping[str, int]
    priority: PriorityRow | None


@dataclass(frozen=True)
class PairMatches:
    """`generation` None: computed on the basis. `stale`: the basis is no longer the current one."""

    generation: int | None
    stale: bool
    basis: Basis
    matches: tuple[PairMatch, ...]


def strongest_matches(
    *, province: str | None, sector: str | None, service: str | None, simulated: bool, k: int
) -> PairMatches:
    """The k strongest matches, by codes; None: of all. An emerging industry is the manufacturing
    sectors that it draws on; a class of services, its groups.
    """
    with repeatable_read():
        basis = current_basis()
        reference = loaded.reference_data(basis)
        query = PairQuery(province, _sectors(reference, sector), _services(reference, service))
        generation = current_generation(simulated=simulated)
        if generation is not None and _is_kept(query, generation):
            return _of_generation(generation, query, k, basis, reference)
        context = load_context(basis, simulated=simulated)
    # After the transaction: all that it needs is in memory, and the connection is free.
    entries = compute_pairs(context, query, k)
    needs, editions = context.tables.needs, reference.lists.editions
    matches = _matches(entries, needs.divisions, needs.services, editions)
    return PairMatches(None, False, basis, matches)


def stored_matches(
    *, sector: str | None, service: str | None, simulated: bool, k: int
) -> PairMatches | None:
    """As `strongest_matches` of all provinces, from the current generation alone; None where there
    is none, or where it does not keep what is asked for: nothing is computed.
    """
    with repeatable_read():
        basis = current_basis()
        reference = loaded.reference_data(basis)
        query = PairQuery(None, _sectors(reference, sector), _services(reference, service))
        generation = current_generation(simulated=simulated)
        if generation is None or not _is_kept(query, generation):
            return None
        return _of_generation(generation, query, k, basis, reference)


def _of_generation(
    generation: MatchGeneration,
    query: PairQuery,
    k: int,
    basis: Basis,
    reference: ReferenceData,
) -> PairMatches:
    entries = _stored_pairs(generation, query, k)
    stale = not MatchGeneration.objects.filter(on_basis(basis), pk=generation.pk).exists()
    editions = _lists_of(generation) if stale else reference.lists.editions
    return PairMatches(
        generation.number,
        stale,
        Basis.of(generation),
        _matches(entries, generation.divisions, generation.services, editions),
    )


def _sectors(reference: ReferenceData, sector: str | None) -> frozenset[str] | None:
    if sector is None:
        return None
    row = reference.taxonomy.sectors[sector]
    if row.kind == "manufacturing":
        return frozenset({sector})
    kinds = {code: reference.taxonomy.sectors[code].kind for code in row.related}
    return frozenset(code for code, kind in kinds.items() if kind == "manufacturing")


def _services(reference: ReferenceData, service: str | None) -> frozenset[str] | None:
    if service is None:
        return None
    sectors = reference.sectors
    below = np.flatnonzero(sectors.covers[sectors.numbers[service]])
    return frozenset(sectors.codes[number] for number in below.tolist())


def _is_kept(query: PairQuery, generation: MatchGeneration) -> bool:
    """Generations keep pairs by division; a sector group is only some of a division's makers."""
    # The strongest pairs of a division may hold no maker of one of its groups.
    return query.sectors is None or query.sectors <= set(generation.divisions)


def _stored_pairs(generation: MatchGeneration, query: PairQuery, k: int) -> PairEntries:
    """PAIR[<= k]: the strongest stored pairs of the query."""
    rows = generation.pairs.filter(
        division__in=[ALL] if query.sectors is None else query.sectors,
        service__in=[ALL] if query.services is None else query.services,
    )
    if query.province is not None:
        rows = rows.filter(province=query.province)
    packed = rows.values_list("packed", flat=True)
    return strongest_entries([np.frombuffer(one, PAIR) for one in packed], k)


def _lists_of(generation: MatchGeneration) -> dict[str, EditionRow]:
    """The lists that were in force on the basis of a generation: of each province what was
    published last until then, unless that is a withdrawal. Four queries.
    """
    published = Edition.objects.filter(
        state=Edition.State.PUBLISHED, policy__lte=generation.policy
    ).exclude(in_force__startswith__gt=end_of_day(generation.as_of))
    last = published.order_by("province_id", "-policy").distinct("province_id")
    return rows_by_province(
        Edition.objects.filter(pk__in=last.values("pk"), kind=Edition.Kind.LIST)
    )


def _matches(
    entries: PairEntries,
    divisions: Sequence[str],
    services: Sequence[str],
    editions: Mapping[str, EditionRow],
) -> tuple[PairMatch, ...]:
    priorities = [None, *numbered_priorities(editions)]
    return tuple(
        PairMatch(
            int(one["maker"]),
            int(one["provider"]),
            int(one["points"]),
            (divisions[one["division"]], services[one["group"]]),
            {name: int(one[name]) for name in WEIGHTS},
            priorities[one["priority"]],
        )
        for one in entries
    )
