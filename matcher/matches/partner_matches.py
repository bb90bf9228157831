"""The matches of one partner, computed on the current basis when they are asked for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from core.transactions import repeatable_read
from matcher.index.candidate import Candidate
from matcher.index.loading.load_candidates import load_candidates
from matcher.loaded import Basis, current_basis
from matcher.matches.explain_match import Match, explain
from matcher.matches.match_context import OTHER_ROLE, ROLES, MatchContext, load_context
from matcher.matches.parties import MAKES, Ints, subset
from matcher.matches.strongest_needs import StrongNeed, provider_ids, strongest_needs, with_matches
from matcher.matches.top_matches import best_counterparts, ids_of
from partners.models import Partner

DEFAULT_LIMIT = 10


@dataclass(frozen=True)
class MatchesOfPartner:
    """The matches of a partner: for what it makes its best `providers`, for what it serves its
    best `makers`, best first; `needs`: its strongest needs, each with the best provider.
    """

    basis: Basis
    partner: int
    providers: tuple[Match, ...]
    makers: tuple[Match, ...]
    needs: tuple[StrongNeed, ...]


def matches_of_partner(
    partner: int, *, service: str | None = None, k: int = DEFAULT_LIMIT
) -> MatchesOfPartner | None:
    """The partner's best k matches; with a service, only needs of it and of the services that it
    covers count. None where there is no active partner of this id.
    """
    with repeatable_read():
        basis = current_basis()
        one = load_candidates([partner]).get(partner)
        if one is None:
            return None
        simulated = Partner.objects.values_list("simulated", flat=True).get(pk=partner)
        context = load_context(basis, simulated=simulated)
        services = None if service is None else context.services_below(service)
        listed = [_best_ids(context, one.id, role, services, k) for role in ROLES]
        needs = strongest_needs(context, {partner: one})
        # All records at once: six queries however many counterparts there are.
        known = load_candidates({pk for ids in listed for pk in ids} | provider_ids(needs))
    # After the transaction: what explanations read is in memory, and the connection is free.
    providers, makers = (
        _explained(context, one, known, role, ids, services)
        for role, ids in zip(ROLES, listed, strict=True)
    )
    explained = with_matches(context, {partner: one}, known, needs)[partner]
    return MatchesOfPartner(basis, partner, providers, makers, explained)


def _best_ids(
    context: MatchContext, partner: int, role: str, services: Ints | None, k: int
) -> list[int]:
    """The ids of the partner's best counterparts in the role, best first."""
    groups = context.groups[role]
    row = groups.row_of(partner)
    if row is None:
        return []
    asker = subset(context.tables, groups, np.array([row]))
    others = context.groups[OTHER_ROLE[role]]
    (keys,) = best_counterparts(context.tables, asker, others, k, services)
    ids: list[int] = ids_of(keys[keys > 0]).tolist()
    return ids


def _explained(
    context: MatchContext,
    one: Candidate,
    known: Mapping[int, Candidate],
    role: str,
    ids: Sequence[int],
    services: Ints | None,
) -> tuple[Match, ...]:
    """The partner's matches with each of the others."""
    pairs = [(one, known[pk]) if role == MAKES else (known[pk], one) for pk in ids]
    matches = [explain(context.tables, *pair, asker=role, services=services) for pair in pairs]
    return tuple(match for match in matches if match is not None)
