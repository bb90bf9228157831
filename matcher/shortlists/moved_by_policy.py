"""The shortlists of a firm that publications of provinces' lists moved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import F, OuterRef, Subquery

from firms.models import Firm
from matcher.models import Revision, Shortlist
from matcher.shortlists.revision_changes import direction
from priorities.models import Edition, PriorityChange

# The newest revisions of a firm that are looked through.
_REVISIONS = 300


@dataclass(frozen=True)
class MovedShortlist:
    """A revision that names a priority which the publication changed as the cause of moves.
    `counts`: those moves by direction: entered, left, up, down.
    """

    shortlist: UUID
    title: str
    revision: int
    counts: Mapping[str, int]


def moved_by_policy(
    firm: Firm, editions: Collection[Edition]
) -> dict[int, tuple[MovedShortlist, ...]]:
    """Id of a published edition -> the firm's shortlists that it moved, the newest revision first.
    Two queries at most.
    """
    policies = {edition.pk: edition.policy or 0 for edition in editions}
    revisions = _revisions(firm, policies.values()) if policies else []
    causes = {key for row in revisions for move in row["changes"] for key in move["because"]}
    changed: dict[int, set[str]] = {}
    if causes:
        rows = PriorityChange.objects.filter(edition__in=list(policies), key__in=causes)
        for pk, key in rows.values_list("edition", "key"):
            changed.setdefault(pk, set()).add(key)
    return {
        pk: tuple(_moved(revisions, policies[pk], frozenset(keys))) for pk, keys in changed.items()
    }


def _revisions(firm: Firm, policies: Collection[int]) -> Sequence[Mapping[str, Any]]:
    """The newest revisions with moves between which and the one before any of these policy numbers
    may lie, each with the number that the revision before rests on.
    """
    before = Revision.objects.filter(
        shortlist=OuterRef("shortlist"), number__lt=OuterRef("number")
    ).order_by("-number")
    rows = Revision.objects.filter(
        shortlist__in=Shortlist.objects.of(firm).filter(archived_at=None), policy__gte=min(policies)
    ).exclude(changes=[])
    return list(
        rows.annotate(before=Subquery(before.values("policy")[:1]))
        .filter(before__lt=max(policies), policy__gt=F("before"))
        .order_by("-answered_at", "-pk")
        .values("shortlist", "shortlist__brief__title", "number", "policy", "before", "changes")[
            :_REVISIONS
        ]
    )


def _moved(
    revisions: Sequence[Mapping[str, Any]], policy: int, keys: frozenset[str]
) -> Iterator[MovedShortlist]:
    for row in revisions:
        # The publication lies between the two revisions: an earlier one changed the same priority.
        if not row["before"] < policy <= row["policy"]:
            continue
        counts = Counter(
            direction(move["old_rank"], move["new_rank"])
            for move in row["changes"]
            if keys & set(move["because"])
        )
        if counts:
            title = row["shortlist__brief__title"]
            yield MovedShortlist(row["shortlist"], title, row["number"], counts)
