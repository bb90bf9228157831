"""What moved in a firm's shortlists since a member last saw them."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import F, Max, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from core.clock import today
from firms.models import Member
from matcher.loaded import Basis
from matcher.models import Revision, SeenRevision, Shortlist
from matcher.shortlists.compute_answer import AnsweredEntry
from matcher.shortlists.rank_changes import Answered, PriorityTurns, RankChange, changes_between
from matcher.shortlists.revision_changes import count_moves, titles_of
from matcher.shortlists.staleness import with_stale
from matcher.shortlists.stored_answers import load_policy_of_entries

Titles = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class Moves:
    """What moved between two answers: partners by `entered`, `left`, `up` and `down`; `titles` of
    the priorities that caused it.
    """

    counts: Mapping[str, int]
    titles: Sequence[Mapping[str, str]]

    @property
    def any(self) -> bool:
        """Did any rank change?"""
        return any(self.counts.values())


@dataclass(frozen=True)
class SeenShortlist:
    """A shortlist of the firm: the number of its newest answer (None: not answered), and the
    number that the member has seen (None: none yet).
    """

    shortlist: Shortlist
    newest: int | None
    seen: int | None
    stale: bool
    moves: Moves | None

    @property
    def is_new(self) -> bool:
        """Is there an answer, and has the member seen none of it?"""
        return self.newest is not None and self.seen is None


def mark_seen(*, member: Member, shortlist: Shortlist, number: int) -> None:
    """Note that the member has seen the revision; an older one changes nothing."""
    # First the row: of two first looks at once the greater number stays.
    SeenRevision.objects.bulk_create(
        [SeenRevision(member=member, shortlist=shortlist, number=number)], ignore_conflicts=True
    )
    found = SeenRevision.objects.filter(member=member, shortlist=shortlist, number__lt=number)
    found.update(number=number, seen_at=timezone.now())


def seen_number(member: Member, shortlist: Shortlist) -> int | None:
    """The number of the newest revision that the member has seen; None for none. One query."""
    rows = SeenRevision.objects.filter(member=member, shortlist=shortlist)
    return rows.values_list("number", flat=True).first()


def seen_shortlists(member: Member, limit: int) -> list[SeenShortlist]:
    """The firm's newest shortlists that are not archived, with what moved since the member last
    saw them. Six queries at most.
    """
    answer = Q(revisions__brief_version=F("brief__version"))
    own = Shortlist.objects.of(member.firm).filter(archived_at=None)
    seen = SeenRevision.objects.filter(member=member, shortlist=OuterRef("pk"))
    rows: QuerySet[Any] = with_stale(own, today()).annotate(
        newest=Max("revisions__number", filter=answer), seen_number=Subquery(seen.values("number"))
    )
    found = list(rows.select_related("brief").order_by("-created_at", "id")[:limit])
    moves = _moves({row.pk: (row.seen_number, row.newest) for row in found if _has_moved_on(row)})
    return [
        SeenShortlist(row, row.newest, row.seen_number, row.stale, moves.get(row.pk))
        for row in found
    ]


def _has_moved_on(row: Any) -> bool:
    return bool(row.seen_number and row.newest and row.newest > row.seen_number)


def _moves(numbers: Mapping[uuid.UUID, tuple[int, int]]) -> dict[uuid.UUID, Moves]:
    """What moved in each shortlist from the one number to the other: the two answers compared, as
    the page of the revisions compares them.
    """
    pairs = _pairs(numbers)
    if not pairs:
        return {}
    entries = load_policy_of_entries([one.pk for pair in pairs.values() for one in pair])
    turns = PriorityTurns.load(*_bounds(pairs.values()))
    changes = {
        pk: changes_between(_answered(old, entries), _answered(new, entries), turns)
        for pk, (old, new) in pairs.items()
    }
    titles = titles_of({key for rows in changes.values() for one in rows for key in one.because})
    return {pk: _told(rows, titles) for pk, rows in changes.items()}


def _pairs(numbers: Mapping[uuid.UUID, tuple[int, int]]) -> dict[uuid.UUID, tuple[Revision, ...]]:
    """Both revisions of each shortlist, where both are kept. One query, none for nothing."""
    if not numbers:
        return {}
    wanted = Q()
    for pk, pair in numbers.items():
        wanted |= Q(shortlist=pk, number__in=pair)
    found: dict[uuid.UUID, list[Revision]] = {}
    rows = Revision.objects.filter(wanted).order_by("shortlist", "number")
    for row in rows.only("shortlist_id", "number", "model", "policy", "partners", "as_of"):
        found.setdefault(row.shortlist_id, []).append(row)
    return {pk: tuple(pair) for pk, pair in found.items() if len(pair) == 2}


def _bounds(pairs: Iterable[Sequence[Revision]]) -> tuple[Basis, Basis]:
    """A basis before all of these, and one after."""
    bases = [Basis.of(one) for pair in pairs for one in pair]
    policies, days = [one.policy for one in bases], [one.as_of for one in bases]
    first = replace(bases[0], policy=min(policies), as_of=min(days))
    return first, replace(bases[0], policy=max(policies), as_of=max(days))


def _answered(row: Revision, entries: Mapping[int, Sequence[AnsweredEntry]]) -> Answered:
    return Answered(Basis.of(row), {one.partner: one for one in entries[row.pk]})


def _told(changes: Sequence[RankChange], titles: Titles) -> Moves:
    counts = count_moves((one.old_rank, one.new_rank) for one in changes)
    # Of a partner whose points alone differ nothing is told.
    moved = [one for one in changes if one.old_rank != one.new_rank]
    causes = dict.fromkeys(key for one in moved for key in one.because)
    return Moves(counts, [titles[key] for key in causes if key in titles])
