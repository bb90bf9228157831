"""The changes between two answers to one brief, with the priorities that caused them."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Q

from matcher.models import Entry, Revision
from matcher.shortlists.compute_answer import AnsweredEntry, ComputedAnswer
from priorities.models import Priority, PriorityChange


def rank_changes(last: Revision, answer: ComputedAnswer) -> list[dict[str, Any]]:
    """Partners whose rank or points differ, in the order of their new rank, those gone last:
    `{partner, old_rank, new_rank, because}`.

    `because` names the priorities that changed the partner's own points; where others merely
    passed it, those that moved the others.
    """
    old = {entry.partner_id: entry for entry in last.entries.all()}
    new = {entry.partner: entry for entry in answer.entries}
    # Only of priorities that did change: one that stayed the same is no cause, though it is cited.
    changed = _changed_priorities(last, answer)
    causes = {
        partner: changed & (_cited(old.get(partner)) | _cited(new.get(partner)))
        for partner in dict.fromkeys([*new, *old])
    }
    # A partner that others passed has no cause of its own: those that moved the others are named.
    any_cause = sorted({key for keys in causes.values() for key in keys})
    changes = []
    for partner, keys in causes.items():
        before, after = _rank_and_points(old.get(partner)), _rank_and_points(new.get(partner))
        if before != after:
            changes.append(
                {
                    "partner": partner,
                    "old_rank": before[0],
                    "new_rank": after[0],
                    "because": sorted(keys) or any_cause,
                }
            )
    return changes


def _rank_and_points(entry: Entry | AnsweredEntry | None) -> tuple[int | None, int | None]:
    return (entry.rank, entry.points) if entry else (None, None)


def _cited(entry: Entry | AnsweredEntry | None) -> frozenset[str]:
    """The keys of the priorities that an entry's policy component rests on."""
    components: Iterable[Mapping[str, Any]] = entry.detail["components"] if entry else ()
    return frozenset(
        reason["args"]["key"]
        for component in components
        if component["name"] == "policy"
        for reason in component["because"]
        if "key" in reason["args"]
    )


def _changed_priorities(last: Revision, answer: ComputedAnswer) -> frozenset[str]:
    """Keys of the priorities that are not the same on the two bases: published otherwise
    since, or begun or ended with the days between.
    """
    published = PriorityChange.objects.filter(
        policy__gt=last.policy, policy__lte=answer.basis.policy
    )
    keys = set(published.values_list("key", flat=True))
    if answer.basis.as_of > last.as_of:
        turned = Priority.objects.filter(_begun_or_ended(last.as_of, answer.basis.as_of))
        keys |= set(turned.values_list("key", flat=True))
    return frozenset(keys)


def _begun_or_ended(since: dt.date, until: dt.date) -> Q:
    """Priorities of lists in force that began or ended after `since` and by `until`."""
    listed = Q(edition__in_force__endswith=None)
    # A priority counts on its last day: it has ended on the day after.
    began = Q(effective_from__gt=since, effective_from__lte=until)
    ended = Q(effective_to__gte=since, effective_to__lt=until)
    return listed & (began | ended)
