"""The changes between two answers, with the priorities that caused them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from matcher.loaded import Basis
from matcher.models import Entry, Revision
from matcher.shortlists.compute_answer import AnsweredEntry, ComputedAnswer
from matcher.shortlists.stored_answers import load_entries
from priorities.models import Priority, PriorityChange


@dataclass(frozen=True)
class Answered:
    """An answer, stored or just computed: its basis, and its entries by partner."""

    basis: Basis
    entries: Mapping[int, AnsweredEntry]

    @classmethod
    def of_revision(cls, revision: Revision) -> Answered:
        """A stored one. One query."""
        rows = load_entries(revision.pk)
        return cls(Basis.of(revision), {row.partner: row for row in rows})

    @classmethod
    def of_computed(cls, answer: ComputedAnswer) -> Answered:
        """One that is not stored yet."""
        return cls(answer.basis, {row.partner: row for row in answer.entries})


@dataclass(frozen=True)
class RankChange:
    """A partner whose rank or points differ; `before` or `after` is None where it is no entry.
    `cited`: the priorities that changed the partner's own points; `because`: these, or where others
    merely passed it, those that moved the others.
    """

    partner: int
    before: AnsweredEntry | None
    after: AnsweredEntry | None
    cited: tuple[str, ...]
    because: tuple[str, ...]

    @property
    def old_rank(self) -> int | None:
        return self.before.rank if self.before else None

    @property
    def new_rank(self) -> int | None:
        return self.after.rank if self.after else None

    def as_json(self) -> dict[str, Any]:
        """As it is stored with a revision, and told in events."""
        return {
            "partner": self.partner,
            "old_rank": self.old_rank,
            "new_rank": self.new_rank,
            "because": list(self.because),
        }


@dataclass(frozen=True)
class PriorityTurns:
    """What became of priorities over a time: the publications that changed them, by policy number
    and key; and the days on which those of lists in force begin or end, by key.
    """

    published: Sequence[tuple[int, str]]
    dated: Sequence[tuple[str, dt.date | None, dt.date | None]]

    @classmethod
    def load(cls, old: Basis, new: Basis) -> PriorityTurns:
        """All between two bases. Two queries at most."""
        published = PriorityChange.objects.filter(policy__gt=old.policy, policy__lte=new.policy)
        dated: Sequence[tuple[str, dt.date | None, dt.date | None]] = ()
        if new.as_of > old.as_of:
            rows = Priority.objects.filter(_begun_or_ended(old.as_of, new.as_of))
            dated = list(rows.values_list("key", "effective_from", "effective_to"))
        return cls(list(published.values_list("policy", "key")), dated)

    def between(self, old: Basis, new: Basis) -> frozenset[str]:
        """Keys of the priorities that are not the same on the two bases: published otherwise
        since, or begun or ended with the days between.
        """
        keys = {key for policy, key in self.published if old.policy < policy <= new.policy}
        for key, since, until in self.dated:
            # A priority counts on its last day: it has ended on the day after.
            began = since is not None and old.as_of < since <= new.as_of
            ended = until is not None and old.as_of <= until < new.as_of
            if began or ended:
                keys.add(key)
        return frozenset(keys)


def rank_changes(old: Answered, new: Answered) -> list[RankChange]:
    """Partners whose rank or points differ, in the order of their new rank, those gone last. Two
    queries at most.
    """
    return changes_between(old, new, PriorityTurns.load(old.basis, new.basis))


def changes_between(old: Answered, new: Answered, turns: PriorityTurns) -> list[RankChange]:
    """The changes as `rank_changes` tells them; `turns` are those of a time that holds both."""
    # Only of priorities that did change: one that stayed the same is no cause, though it is cited.
    changed = turns.between(old.basis, new.basis)
    causes = {
        partner: changed & (_cited(old.entries.get(partner)) | _cited(new.entries.get(partner)))
        for partner in dict.fromkeys([*new.entries, *old.entries])
    }
    # A partner that others passed has no cause of its own: those that moved the others are named.
    any_cause = sorted({key for keys in causes.values() for key in keys})
    found = []
    for partner, keys in causes.items():
        before, after = old.entries.get(partner), new.entries.get(partner)
        if _rank_and_points(before) != _rank_and_points(after):
            own = tuple(sorted(keys))
            found.append(RankChange(partner, before, after, own, own or tuple(any_cause)))
    return found


def _rank_and_points(entry: AnsweredEntry | None) -> tuple[int | None, int | None]:
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


def _begun_or_ended(since: dt.date, until: dt.date) -> Q:
    """Priorities of lists in force that began or ended after `since` and by `until`."""
    listed = Q(edition__in_force__endswith=None)
    # A priority counts on its last day: it has ended on the day after.
    began = Q(effective_from__gt=since, effective_from__lte=until)
    ended = Q(effective_to__gte=since, effective_to__lt=until)
    return listed & (began | ended)
