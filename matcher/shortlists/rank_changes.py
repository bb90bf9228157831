"""What moved between two answers to one brief, and which priorities caused it."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Q

from matcher.models import Entry, Revision
from matcher.shortlists.compute_answer import Answer, AnsweredEntry
from priorities.models import Priority, PriorityChange


def between(last: Revision, found: Answer) -> list[dict[str, Any]]:
    """Partners whose rank or points differ, in the order of their new rank, those gone last:
    `{partner, old_rank, new_rank, because}`.

    `because` names the priorities that changed the partner's own points; where others merely
    passed it, those that moved the others.
    """
    old = {entry.partner_id: entry for entry in last.entries.all()}
    new = {entry.partner: entry for entry in found.entries}
    differ = _differing(last, found)
    own = {
        partner: _own(old.get(partner), new[partner].detail if partner in new else None, differ)
        for partner in [*new, *(partner for partner in old if partner not in new)]
    }
    anyone = sorted({key for keys in own.values() for key in keys})
    moves = []
    for partner, keys in own.items():
        before, after = _standing(old.get(partner)), _standing(new.get(partner))
        if before != after:
            moves.append(
                {
                    "partner": partner,
                    "old_rank": before[0],
                    "new_rank": after[0],
                    "because": sorted(keys) or anyone,
                }
            )
    return moves


def _standing(entry: Entry | AnsweredEntry | None) -> tuple[int | None, int | None]:
    """Rank and points; none of either where the partner is not listed."""
    return (entry.rank, entry.points) if entry else (None, None)


def _own(
    entry: Entry | None, detail: Mapping[str, Any] | None, differ: frozenset[str]
) -> frozenset[str]:
    """The priorities that differ and count in the partner's points before or after."""
    return differ & (_named(entry.detail if entry else None) | _named(detail))


def _named(detail: Mapping[str, Any] | None) -> frozenset[str]:
    """The keys of the priorities that an entry's policy component rests on."""
    components: Iterable[Mapping[str, Any]] = detail["components"] if detail else ()
    return frozenset(
        reason["args"]["key"]
        for one in components
        if one["name"] == "policy"
        for reason in one["because"]
        if "key" in reason["args"]
    )


def _differing(last: Revision, found: Answer) -> frozenset[str]:
    """Keys of the priorities that are not the same on the two bases: published otherwise
    since, or begun or ended with the days between.
    """
    published = PriorityChange.objects.filter(
        policy__gt=last.policy, policy__lte=found.basis.policy
    )
    keys = set(published.values_list("key", flat=True))
    if found.basis.as_of > last.as_of:
        keys |= set(
            Priority.objects.filter(_turned(last.as_of, found.basis.as_of)).values_list(
                "key", flat=True
            )
        )
    return frozenset(keys)


def _turned(since: dt.date, until: dt.date) -> Q:
    """Priorities of lists in force that began or ended after `since` and by `until`."""
    listed = Q(edition__in_force__endswith=None)
    began = Q(effective_from__gt=since, effective_from__lte=until)
    ended = Q(effective_to__gte=since, effective_to__lt=until)
    return listed & (began | ended)
