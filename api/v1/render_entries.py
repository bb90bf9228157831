"""Render the entries of an answer, in the representation that the caller asks for.

The functions build plain dicts, because serializers would double the cost of the hot path. A test
compares them with the schema in `serializers.entries`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from api.requests.representation import ALIASES, ARGS, AROUND, CONTEXT, MISSING, Representation
from api.v1.render_reasons import question_key, render_question, render_reason, render_reasons
from api.v1.render_shown_partners import ShownPartners, load_shown_partners
from matcher.reference.reasons import DECLARED_TO_YOU
from matcher.reference.scale import POINTS_PER_SCORE
from matcher.shortlists.compute_answer import AnsweredEntry
from matcher.shortlists.decisions import ShownDecision
from matcher.shortlists.surroundings import surroundings

# Of the partners that an entry is tied with so many are named, because there may be hundreds.
_MOST_TIED = 10
# As JSON. Official names of sectors are long, and some reasons name several.
_USUAL_BYTES = 2_000
Needs = Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class RenderedEntries:
    """The entries as `EntryOut`, and the partners that they and the rest of the answer name."""

    entries: list[dict[str, Any]]
    shown: ShownPartners


def render_entries(
    rows: Sequence[AnsweredEntry],
    wish: Representation,
    others: Iterable[int] = (),
    decisions: Mapping[int, ShownDecision] | None = None,
) -> RenderedEntries:
    """Render entries. `others`: further partners that are shown; `decisions`: what the firm says
    of the partners, None where nothing is shown of that. One query, and those of `surroundings`
    where they are asked for.
    """
    around = _around(rows) if AROUND in wish.include else {}
    nearby = [need["best"]["partner"] for each in around.values() for need in each if need["best"]]
    # All ids first, so that one query loads all partners.
    shown = load_shown_partners(
        {*(row.partner for row in rows), *nearby, *others}, every_alias=ALIASES in wish.include
    )
    entries = [_entry(row, wish, shown, around) for row in rows]
    if decisions is not None:
        for row, entry in zip(rows, entries, strict=True):
            entry["decision"] = _decision(decisions.get(row.partner))
    return RenderedEntries([wish.select(entry) for entry in entries], shown)


def _decision(said: ShownDecision | None) -> dict[str, Any] | None:
    if said is None:
        return None
    return {**said._asdict(), "shortlist": str(said.shortlist)}


def _around(rows: Sequence[AnsweredEntry]) -> Mapping[int, Needs]:
    """What stands around each maker: as old answers store it, or computed now."""
    stored = {row.partner: row.detail[AROUND] for row in rows if AROUND in row.detail}
    open_ = [row.partner for row in rows if row.partner not in stored]
    return {**stored, **(surroundings(open_) if open_ else {})}


def _entry(
    row: AnsweredEntry, wish: Representation, shown: ShownPartners, around: Mapping[int, Needs]
) -> dict[str, Any]:
    detail, language, args = row.detail, wish.language, ARGS in wish.include
    tied = detail.get("tied_with", [])
    found = {
        "rank": row.rank,
        # Entries from models before ronghe-3 have neither relation nor ties.
        "relation": detail.get("relation"),
        "tied_with": tied if args else tied[:_MOST_TIED],
        "more_tied": 0 if args else max(len(tied) - _MOST_TIED, 0),
        "tie_break": detail.get("tie_break"),
        # The score is derived, never stored: points are the exact integers that sort the entries.
        "score": round(row.points / POINTS_PER_SCORE, 2),
        "points": row.points,
        "known": detail["known"],
        "partner": shown.by_id[row.partner],
        "components": [
            {
                **(one if args else {"name": one["name"], "points": one["points"]}),
                "because": render_reasons(one["because"], language, shown.chinese_names, args=args),
            }
            for one in detail["components"]
        ],
        "ask_next": [render_question(one, language, args=args) for one in detail["ask_next"]],
        "more_reasons": 0,
    }
    if not (args or wish.all_reasons) and wish.fields is None:
        _leave_out_reasons(found)
    if told := detail.get(DECLARED_TO_YOU):
        found[DECLARED_TO_YOU] = told
    if AROUND in wish.include:
        needs = around.get(row.partner, ())
        found[AROUND] = [_need(need, shown, language, args=args) for need in needs]
    if CONTEXT in wish.include:
        found[CONTEXT] = render_reasons(detail["context"], language, args=args)
    if MISSING in wish.include:
        found[MISSING] = [_missing(one, language, args=args) for one in detail["missing"]]
    return found


def _leave_out_reasons(entry: dict[str, Any]) -> None:
    """Leave out reasons until the entry is short, and count them: always the last one of the
    component that still has the most, so that each keeps its first as long as there is room.
    """
    size = len(orjson.dumps(entry))
    while size > _USUAL_BYTES:
        longest = max(reversed(entry["components"]), key=lambda one: len(one["because"]))
        if not longest["because"]:
            return
        size -= len(orjson.dumps(longest["because"].pop()))
        entry["more_reasons"] += 1


def _missing(fact: Mapping[str, Any], language: str, *, args: bool) -> dict[str, Any]:
    ask = fact["ask"]
    if ask is None:
        return dict(fact)
    said = render_reason(ask, language, args=args)
    return {**fact, "ask": {"question": question_key(ask), **said}}


def _need(
    need: Mapping[str, Any], shown: ShownPartners, language: str, *, args: bool
) -> dict[str, Any]:
    """Render a need as `NearbyNeedOut`; `best` has the form of `need_as_json`."""
    best = need["best"]
    if best is None:
        return dict(need)
    rendered = {
        **best,
        "partner": shown.by_id[best["partner"]],
        "score": round(best["points"] / POINTS_PER_SCORE, 2),
        "because": render_reasons(best["because"], language, args=args),
    }
    return {**need, "best": rendered}
