"""The sheets beside the entries in a workbook: the brief as asked, the weights, the sources."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from api.v1.render_reasons import render_verdict
from api.v1.render_shown_partners import ShownPartners
from api.v1.tables.cell_texts import join, plain_text
from core.tabular import Cell, Column, Sheet
from matcher.models import Revision
from matcher.reference.scale import POINTS_PER_SCORE
from matcher.scoring.weights import TOTAL
from matcher.shortlists.compute_answer import AnsweredEntry
from matcher.shortlists.stored_answers import StoredShortlist
from partners.models import Evidence
from priorities.editions.rows import source_links

_TOP = 255
_BRIEF = (Column("part", 14), Column("field", 24), Column("value", 90))
_WEIGHTS = (
    Column("component", 16),
    Column("weight", 10, text=False),
    Column("share_percent", 14, text=False),
    Column("most_points", 12, text=False),
    Column("most_score", 12, text=False),
)
_SOURCES = (
    Column("rank", 6, text=False),
    Column("partner_id", 12, text=False),
    Column("name_en", 34),
    Column("name_zh", 26),
    Column("states", 24),
    Column("kind", 12),
    Column("said_by", 28),
    Column("title_en", 40),
    Column("title_zh", 30),
    Column("document_en", 40),
    Column("document_zh", 30),
    Column("address", 50),
    Column("source", 60),
    Column("date", 12),
    Column("date_is", 16),
)


def answer_sheets(
    found: StoredShortlist,
    revision: Revision | None,
    entries: Sequence[AnsweredEntry],
    shown: ShownPartners,
    notices: Mapping[str, str],
    evidence: Mapping[int, Sequence[Evidence]],
) -> tuple[Sheet, ...]:
    """Return the sheets of the brief, the weights and the sources."""
    brief = list(_brief_rows(found, revision))
    brief += [("dataset", key, text) for key, text in sorted(notices.items())]
    weights = revision.weights if revision else {}
    return (
        Sheet("Brief", _BRIEF, brief),
        Sheet("Weights", _WEIGHTS, [_weight(*one) for one in weights.items()]),
        Sheet("Sources", _SOURCES, list(_sources(entries, shown, evidence))),
    )


def _brief_rows(
    found: StoredShortlist, revision: Revision | None
) -> Iterator[tuple[str, str, str]]:
    shortlist = found.shortlist
    brief = shortlist.brief
    yield "shortlist", "id", str(shortlist.pk)
    yield "shortlist", "status", shortlist.state.value
    if revision is None or revision.brief_version == brief.version:
        for name, value in brief.asked.items():
            yield "asked", name, plain_text(value)
    else:
        # Only the newest version of a brief is kept; what was understood of each stays.
        yield "asked", "", "the brief has changed since this revision: see what was understood"
    if revision is None:
        return
    for name, value in revision.understood.items():
        if text := plain_text(value):
            yield "understood", name, text
    verdict = render_verdict(revision.verdict, args=False)
    answer: dict[str, Any] = {
        "revision": revision.number,
        "brief version": revision.brief_version,
        "stale": found.stale or found.revision is None or found.revision.pk != revision.pk,
        "as of": revision.as_of,
        "model": revision.model,
        "policy number": revision.policy,
        "partners number": revision.partners,
        "excluded": revision.excluded,
        "verdict (English)": verdict["text"]["en"] if verdict else None,
        "verdict (Chinese)": verdict["text"]["zh"] if verdict else None,
    }
    for name, value in answer.items():
        yield "answer", name, plain_text(value)


def _weight(name: str, weight: int) -> tuple[Cell, ...]:
    most = weight * _TOP
    return name, weight, round(100 * weight / TOTAL, 1), most, round(most / POINTS_PER_SCORE, 2)


def _sources(
    entries: Sequence[AnsweredEntry],
    shown: ShownPartners,
    evidence: Mapping[int, Sequence[Evidence]],
) -> Iterator[tuple[Cell, ...]]:
    """The priorities that the reasons cite, then the evidence of each partner as it is held now."""
    for entry in entries:
        partner, detail = shown.by_id[entry.partner], entry.detail
        head = (entry.rank, entry.partner, partner["name_en"], partner["name_zh"])
        said = [one for each in detail["components"] for one in each["because"]]
        cited = {
            one["args"]["key"]: one["args"]
            for one in (*detail["context"], *said)
            if "key" in one["args"] and "source" in one["args"]
        }
        for args in cited.values():
            yield (*head, *_priority_cells(args))
        for row in evidence.get(entry.partner, ()):
            yield (*head, *_evidence_cells(row))


def _priority_cells(args: Mapping[str, Any]) -> tuple[Cell, ...]:
    title, document = args.get("title") or {}, args.get("document") or {}
    province = args.get("province")
    where = f", {province['en']}" if isinstance(province, Mapping) else ""
    return (
        f"priority {args['key']}{where}",
        args.get("signal"),
        args.get("speaker"),
        title.get("en"),
        title.get("zh"),
        document.get("en"),
        document.get("zh"),
        join(source_links(args["source"])),
        args["source"],
        args.get("since"),
        "in force since" if args.get("since") else None,
    )


def _evidence_cells(row: Evidence) -> tuple[Cell, ...]:
    checked = row.checked_on.isoformat() if row.checked_on else None
    return (
        row.fact,
        row.kind,
        row.speaker,
        *(None, None, None, None),
        join(source_links(row.source)),
        row.source,
        checked,
        "checked on" if checked else None,
    )
