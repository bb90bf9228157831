"""What moved in a firm's shortlists since a member last saw them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Max, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from core.clock import today
from firms.models import Member
from matcher.models import Revision, SeenRevision, Shortlist
from matcher.shortlists.revision_changes import direction, titles_of
from matcher.shortlists.staleness import with_stale

Titles = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class Moves:
    """What moved over some revisions, from the first rank to the last: partners by `entered`,
    `left`, `up` and `down`; `titles` of the priorities that caused it.
    """

    counts: Mapping[str, int]
    titles: Sequence[Mapping[str, str]]


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


def seen_shortlists(member: Member, limit: int) -> list[SeenShortlist]:
    """The firm's newest shortlists that are not archived, with what moved since the member last
    saw them. Three queries at most.
    """
    answer = Q(revisions__brief_version=F("brief__version"))
    own = Shortlist.objects.of(member.firm).filter(archived_at=None)
    seen = SeenRevision.objects.filter(member=member, shortlist=OuterRef("pk"))
    rows: QuerySet[Any] = with_stale(own, today()).annotate(
        newest=Max("revisions__number", filter=answer), seen_number=Subquery(seen.values("number"))
    )
    found = list(rows.select_related("brief").order_by("-created_at", "id")[:limit])
    behind = {row.pk: row.seen_number for row in found if row.seen_number}
    since = _changes_since(behind)
    titles = titles_of({key for moves in since.values() for one in moves for key in one["because"]})
    return [
        SeenShortlist(
            row,
            row.newest,
            row.seen_number,
            row.stale,
            net_moves(since[row.pk], titles) if since.get(row.pk) else None,
        )
        for row in found
    ]


def _changes_since(seen: Mapping[Any, int]) -> dict[Any, list[dict[str, Any]]]:
    """The moves of each shortlist with the revisions after the seen one, in order."""
    if not seen:
        return {}
    later = Q()
    for pk, number in seen.items():
        later |= Q(shortlist=pk, number__gt=number)
    found: dict[Any, list[dict[str, Any]]] = {}
    rows = Revision.objects.filter(later).order_by("shortlist", "number")
    for pk, changes in rows.values_list("shortlist", "changes"):
        found.setdefault(pk, []).extend(changes)
    return found


def net_moves(moves: Iterable[Mapping[str, Any]], titles: Titles) -> Moves:
    """Add up moves in order: a partner that came back to its rank has not moved."""
    ranks: dict[int, tuple[int | None, int | None]] = {}
    causes: dict[str, None] = {}
    for one in moves:
        first = ranks.get(one["partner"], (one["old_rank"], None))[0]
        ranks[one["partner"]] = (first, one["new_rank"])
        causes |= dict.fromkeys(one["because"])
    counts = dict.fromkeys(("entered", "left", "up", "down"), 0)
    for old, new in ranks.values():
        if old != new:
            counts[direction(old, new)] += 1
    return Moves(counts, [titles[key] for key in causes if key in titles])


def fields_of(shortlists: Collection[Shortlist]) -> frozenset[str]:
    """The sectors that decide the shortlists' answers."""
    codes = {code for one in shortlists for code in one.depends_on_sectors}
    return frozenset(codes - {"*"})
