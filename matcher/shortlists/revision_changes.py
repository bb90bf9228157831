"""What changed between two revisions of a shortlist, and why: also after the brief was edited."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from matcher.models import Brief, Decision, PartnerAnswer, Revision
from matcher.reference.reasons import Reason
from matcher.shortlists.brief_changes import FieldChange, asked_in, field_changes
from matcher.shortlists.compute_answer import AnsweredEntry
from matcher.shortlists.rank_changes import Answered, RankChange, rank_changes
from partners.models import Partner
from priorities.models import Priority

# Fields of a brief that decide nothing of an answer.
_UNSCORED = ("/title", "/incoterm", "/target_price")
ENTERED, LEFT, MOVED = "entered", "left", "moved"


@dataclass(frozen=True)
class ComponentChange:
    """A component of an entry that has other points or other reasons; None: not on that side."""

    name: str
    old: int | None
    new: int | None
    gone: Sequence[Mapping[str, Any]]
    come: Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class EntryChange:
    """A partner that entered, left or moved. `causes`: of `brief`, `model`, `priorities`,
    `partner`, `retired`, `decision`, `answer`, `surroundings`, `day` and `others`, where nothing of
    its own changed.
    """

    move: RankChange
    components: tuple[ComponentChange, ...]
    causes: tuple[str, ...]

    @property
    def kind(self) -> str:
        """entered, left or moved."""
        if self.move.before is None:
            return ENTERED
        return LEFT if self.move.after is None else MOVED

    def reasons(self, titles: Mapping[str, Mapping[str, str]]) -> tuple[Reason, ...]:
        """The move and its causes; `titles` of priorities by key."""
        args = {"old": self.move.old_rank, "new": self.move.new_rank}
        named = [titles[key] for key in self.move.because if key in titles]
        causes = [one for one in self.causes if one != "priorities" or named]
        return (
            Reason(f"change.{direction(self.move.old_rank, self.move.new_rank)}", args),
            *(
                Reason(
                    f"change.{self._phrase(one)}", {"titles": named} if one == "priorities" else {}
                )
                for one in causes
            ),
        )

    def _phrase(self, cause: str) -> str:
        """The name of the phrase of a cause."""
        if cause != "decision":
            return cause
        return "rejected" if self.kind == LEFT else "rejection_ended"


@dataclass(frozen=True)
class RevisionChanges:
    """Two revisions of one shortlist. `brief`: the fields that differ, None where the brief of one
    was not kept; `weights`: old and new by component; `priorities`: those that changed the answer,
    by key, with their titles; `entries`: entered and moved by new rank, those that left last.
    """

    old: Revision
    new: Revision
    brief: tuple[FieldChange, ...] | None
    weights: Mapping[str, tuple[int, int]]
    priorities: Mapping[str, Mapping[str, str]]
    entries: tuple[EntryChange, ...]
    unchanged: int

    def of_kind(self, kind: str) -> list[EntryChange]:
        """The entries that entered, left or moved."""
        return [one for one in self.entries if one.kind == kind]


def direction(old: int | None, new: int | None) -> str:
    """entered, left, up, down, or `points` where the rank is the same."""
    if old is None or new is None:
        return ENTERED if old is None else LEFT
    return "up" if new < old else "down" if new > old else "points"


def count_moves(ranks: Iterable[tuple[int | None, int | None]]) -> dict[str, int]:
    """How many of these pairs of an old and a new rank entered, left, went up and went down."""
    counts = dict.fromkeys((ENTERED, LEFT, "up", "down"), 0)
    for old, new in ranks:
        if old != new:
            counts[direction(old, new)] += 1
    return counts


def revision_changes(brief: Brief, old: Revision, new: Revision) -> RevisionChanges:
    """Compare two revisions of the shortlist of a brief, of which `new` is the later one. Eight
    queries at most.
    """
    before, after = Answered.of_revision(old), Answered.of_revision(new)
    moves = rank_changes(before, after)
    fields = _brief_changes(brief, old, new)
    partners = _partners([one.partner for one in moves])
    causes = _Causes(old, new, fields, partners, *_statements(brief.firm_id, old, new))
    entries = tuple(_entry_change(move, causes) for move in moves)
    common = set(before.entries) & set(after.entries)
    moved = {one.partner for one in moves}
    return RevisionChanges(
        old,
        new,
        fields,
        {
            name: (old.weights.get(name, 0), weight)
            for name, weight in new.weights.items()
            if old.weights.get(name, 0) != weight
        },
        titles_of({key for one in moves for key in one.because}),
        entries,
        len(common - moved),
    )


def _brief_changes(brief: Brief, old: Revision, new: Revision) -> tuple[FieldChange, ...] | None:
    if old.brief_version == new.brief_version:
        return ()
    asked = asked_in(old, brief), asked_in(new, brief)
    return None if asked[0] is None or asked[1] is None else field_changes(asked[0], asked[1])


def _partners(ids: Collection[int]) -> Mapping[int, tuple[int, bool]]:
    """Each partner's number of its last change, and whether it is retired or merged."""
    rows = Partner.objects.filter(pk__in=ids).values_list("pk", "changed_number", "retired_at")
    return {pk: (number, retired is not None) for pk, number, retired in rows}


def _statements(firm: int, old: Revision, new: Revision) -> tuple[Collection[int], Collection[int]]:
    """The partners that the firm rejected, or no longer rejects, between the two, and those that
    told it something.
    """
    if old.statements == new.statements:
        return (), ()
    between = {"firm": firm, "number__gt": old.statements, "number__lte": new.statements}
    decided = Decision.objects.filter(moves_answers=True, **between)
    answered = PartnerAnswer.objects.filter(**between)
    return (
        set(decided.values_list("partner", flat=True)),
        set(answered.values_list("partner", flat=True)),
    )


def titles_of(keys: Collection[str]) -> dict[str, dict[str, str]]:
    """Both titles of priorities by key, as the newest list says them. One query."""
    if not keys:
        return {}
    rows = Priority.objects.filter(key__in=keys).order_by("edition__policy")
    return {
        key: {"en": en, "zh": zh} for key, en, zh in rows.values_list("key", "title_en", "title_zh")
    }


@dataclass(frozen=True)
class _Causes:
    """What is not the same on the two sides."""

    old: Revision
    new: Revision
    fields: Sequence[FieldChange] | None
    partners: Mapping[int, tuple[int, bool]]
    decided: Collection[int]
    answered: Collection[int]

    def of(self, move: RankChange, components: Sequence[ComponentChange]) -> Iterator[str]:
        """The causes of one move."""
        own = {one.name for one in components}
        if not own and move.before and move.after:
            yield "others"
            return
        yield from self._general()
        if move.cited:
            yield "priorities"
        number, retired = self.partners.get(move.partner, (0, False))
        changed = number > self.old.partners
        if changed and retired and move.after is None:
            yield "retired"
        elif changed and own - {"policy", "ecosystem"}:
            yield "partner"
        yield from self._statements(move)
        stayed = move.before is not None and move.after is not None
        if "ecosystem" in own and stayed and self.new.partners != self.old.partners:
            yield "surroundings"

    def _statements(self, move: RankChange) -> Iterator[str]:
        """What the firm said of the partner, or was told by it."""
        entered_or_left = move.before is None or move.after is None
        if move.partner in self.decided and entered_or_left:
            yield "decision"
        if move.partner in self.answered:
            yield "answer"

    def _general(self) -> Iterator[str]:
        """What may change any entry."""
        decisive = self.fields is None or any(
            not one.pointer.startswith(_UNSCORED) for one in self.fields
        )
        if decisive and self.old.brief_version != self.new.brief_version:
            yield "brief"
        if self.old.model != self.new.model:
            yield "model"


def _entry_change(move: RankChange, causes: _Causes) -> EntryChange:
    components = tuple(_component_changes(move.before, move.after))
    found = tuple(causes.of(move, components))
    if found:
        return EntryChange(move, components, found)
    # Nothing else is known to have changed it: the day may have, where it is another one; of a
    # partner that entered or left, the others.
    both = move.before is not None and move.after is not None
    turned = causes.old.as_of != causes.new.as_of
    return EntryChange(move, components, ("day",) if both and turned else ("others",))


def _component_changes(
    before: AnsweredEntry | None, after: AnsweredEntry | None
) -> Iterator[ComponentChange]:
    old, new = _by_name(before), _by_name(after)
    for name in dict.fromkeys([*new, *old]):
        gone, come = _reasons(old.get(name)), _reasons(new.get(name))
        was, is_now = _points(old.get(name)), _points(new.get(name))
        if was != is_now or gone != come:
            yield ComponentChange(
                name,
                was,
                is_now,
                [one for one in gone if one not in come],
                [one for one in come if one not in gone],
            )


def _by_name(entry: AnsweredEntry | None) -> dict[str, Mapping[str, Any]]:
    return {one["name"]: one for one in entry.detail["components"]} if entry else {}


def _reasons(component: Mapping[str, Any] | None) -> list[Mapping[str, Any]]:
    return list(component["because"]) if component else []


def _points(component: Mapping[str, Any] | None) -> int | None:
    return component["points"] if component else None
