"""Compute a stored answer again from its stored inputs, and tell where it is not the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

import orjson

from matcher.briefs.interpret import interpret_brief
from matcher.index import topk
from matcher.models import Revision, Shortlist
from matcher.reference.reasons import Reason
from matcher.scoring import ranking
from matcher.scoring.relation import Relation
from matcher.shortlists.compute_answer import AnsweredEntry, ComputedAnswer, answer_from
from matcher.shortlists.replay_inputs import POINTS, NotReplayable, ReplayInputs, replay_inputs
from matcher.shortlists.stored_answers import load_entries

# What of a revision is compared besides its entries.
_PARTS = ("understood", "weights", "excluded", "verdict", "beside")
_POINTS_MASK = (1 << topk.POINT_BITS) - 1


@dataclass(frozen=True)
class EntryDifference:
    """A rank at which the stored and the computed entry differ, in `fields`; one of the two may be
    missing.
    """

    rank: int
    stored: AnsweredEntry | None
    computed: AnsweredEntry | None
    fields: tuple[str, ...]


@dataclass(frozen=True)
class Replay:
    """What a replay came to. `extent`: `whole` or `points`, None where nothing could be computed;
    `reason` says so. `parts`: what differs besides the entries.
    """

    extent: str | None
    entries: int
    differences: tuple[EntryDifference, ...]
    parts: tuple[str, ...]
    reason: Reason

    @property
    def identical(self) -> bool | None:
        """Is all that was computed the same? None where nothing was."""
        return None if self.extent is None else not self.differences and not self.parts


def replay(shortlist: Shortlist, revision: Revision) -> Replay:
    """Compute the revision again, within one snapshot, and compare."""
    try:
        found = replay_inputs(shortlist, revision)
    except NotReplayable as missing:
        return Replay(None, 0, (), (), Reason(f"replay.{missing.code}"))
    stored = load_entries(revision.pk)
    parts: tuple[str, ...] = ()
    if found.extent == POINTS:
        computed = _points(found)
        differences = tuple(_differences([_without_detail(one) for one in stored], computed))
    else:
        answer = answer_from(found.asked, found.inputs)
        differences = tuple(_differences(stored, answer.entries))
        parts = tuple(_different_parts(revision, answer))
    outcome = "differs" if differences or parts else f"identical_{found.extent}"
    args = {"count": len(stored)} if outcome != "differs" else {"count": len(differences)}
    return Replay(found.extent, len(stored), differences, parts, Reason(f"replay.{outcome}", args))


def _points(found: ReplayInputs) -> list[AnsweredEntry]:
    """The entries with their points and relations, computed from the columns alone."""
    inputs = found.inputs
    brief = interpret_brief(found.asked, inputs.reference, inputs.names)
    compiled = brief.without_rejected(inputs.statements.rejected)
    criteria = compiled.criteria(inputs.coverage(compiled.wanted.datasets))
    keys, _ = ranking.search(compiled, criteria, inputs.segments)
    reached, ids = topk.unpack_keys(keys)
    return [
        AnsweredEntry(
            rank,
            partner,
            points & _POINTS_MASK,
            {"relation": Relation(points >> topk.POINT_BITS).word},
        )
        for rank, (points, partner) in enumerate(
            zip(reached.tolist(), ids.tolist(), strict=True), 1
        )
    ]


def _without_detail(entry: AnsweredEntry) -> AnsweredEntry:
    return AnsweredEntry(
        entry.rank, entry.partner, entry.points, {"relation": entry.detail.get("relation")}
    )


def _differences(
    stored: Sequence[AnsweredEntry], computed: Sequence[AnsweredEntry]
) -> Iterator[EntryDifference]:
    for rank, (old, new) in enumerate(zip_longest(stored, computed), 1):
        fields = ("rank",) if old is None or new is None else tuple(_different_fields(old, new))
        if fields:
            yield EntryDifference(rank, old, new, fields)


def _different_fields(old: AnsweredEntry, new: AnsweredEntry) -> Iterator[str]:
    for name in ("partner", "points"):
        if getattr(old, name) != getattr(new, name):
            yield name
    was, is_now = _plain(old.detail), _plain(new.detail)
    yield from (name for name in {**was, **is_now} if was.get(name) != is_now.get(name))


def _different_parts(revision: Revision, answer: ComputedAnswer) -> Iterator[str]:
    for name in _PARTS:
        if _plain(getattr(revision, name)) != _plain(getattr(answer, name)):
            yield name


def _plain(value: Mapping[str, Any]) -> dict[str, Any]:
    """The value as JSON gives it back."""
    plain: dict[str, Any] = orjson.loads(orjson.dumps(value, default=dict))
    return plain
