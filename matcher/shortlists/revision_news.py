"""The newest revisions of a shortlist as news: what moved with each, and what it rests on that the
one before did not.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from matcher.models import Revision, Shortlist
from matcher.reference.reasons import Reason
from matcher.shortlists.brief_changes import asked_in, field_changes
from matcher.shortlists.revision_changes import direction, titles_of

# What an answer consists of is not told here, and takes most of the room.
_UNREAD = ("understood", "weights", "excluded", "verdict", "beside")


@dataclass(frozen=True)
class News:
    """A revision, and `moves` as they are stored with it. `edited`: the fields of the brief that
    differ from the revision before, None for the first; `causes`: sentences of what else differs.
    """

    revision: Revision
    edited: tuple[str, ...] | None
    causes: tuple[Reason, ...]
    titles: Mapping[str, Mapping[str, str]]

    @property
    def moves(self) -> Sequence[Mapping[str, Any]]:
        moves: Sequence[Mapping[str, Any]] = self.revision.changes
        return moves

    def count(self, kind: str) -> int:
        """How many partners entered, left or moved."""
        found = [_kind(one) for one in self.moves]
        return found.count(kind)

    def reasons(self, move: Mapping[str, Any]) -> tuple[Reason, ...]:
        """A move and the priorities that caused it."""
        old, new = move["old_rank"], move["new_rank"]
        moved = Reason(f"change.{direction(old, new)}", {"old": old, "new": new})
        named = [self.titles[key] for key in move["because"] if key in self.titles]
        return (moved, Reason("change.priorities", {"titles": named})) if named else (moved,)


def _kind(move: Mapping[str, Any]) -> str:
    if move["old_rank"] is None:
        return "entered"
    return "left" if move["new_rank"] is None else "moved"


def latest_news(shortlist: Shortlist, limit: int) -> list[News]:
    """The newest revisions, the newest first. Two queries at most."""
    # One more: what the oldest that is told rests on is compared with it.
    rows = list(shortlist.revisions.defer(*_UNREAD).order_by("-number")[: limit + 1])
    titles = titles_of({key for row in rows for move in row.changes for key in move["because"]})
    found = [_news(shortlist, new, old, titles) for new, old in pairwise(rows)]
    if rows and len(rows) <= limit:
        found.append(News(rows[-1], None, (), titles))
    return found


def _news(
    shortlist: Shortlist, new: Revision, old: Revision, titles: Mapping[str, Mapping[str, str]]
) -> News:
    edited: tuple[str, ...] = ()
    causes = []
    if new.brief_version != old.brief_version:
        causes.append(Reason("change.brief"))
        asked = asked_in(old, shortlist.brief), asked_in(new, shortlist.brief)
        if asked[0] is not None and asked[1] is not None:
            edited = tuple(one.pointer for one in field_changes(asked[0], asked[1]))
    if new.model != old.model:
        causes.append(Reason("change.model"))
    if new.partners != old.partners:
        causes.append(Reason("change.partners"))
    if new.as_of != old.as_of:
        causes.append(Reason("change.day"))
    return News(new, edited, tuple(causes), titles)
