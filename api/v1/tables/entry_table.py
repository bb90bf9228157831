"""The entries of a shortlist as a table: each with its partner, its reasons, sources and questions
in both languages.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from api.table_view import Table, file_name
from api.v1.render_shown_partners import ShownPartners, load_shown_partners
from api.v1.tables.answer_sheets import answer_sheets
from api.v1.tables.cell_texts import PLACE_COLUMNS, join, links, place_cells, sentences
from api.v1.tables.dataset_notices import load_notices
from core.tabular import Cell, Column
from matcher.models import Revision
from matcher.reference.scale import POINTS_PER_SCORE
from matcher.scoring.weights import DEFAULT
from matcher.shortlists.compute_answer import AnsweredEntry
from matcher.shortlists.stored_answers import StoredShortlist, load_entries
from partners.models import Evidence

# In the order of the answer's components.
_COMPONENTS = tuple(DEFAULT)
COLUMNS = (
    Column("rank", 6, text=False),
    Column("score", 8, text=False),
    Column("points", 9, text=False),
    Column("known", 8, text=False),
    Column("relation", 10),
    Column("tied_with", 12),
    Column("partner_id", 12, text=False),
    Column("name_en", 34),
    Column("name_zh", 26),
    Column("form", 12),
    *PLACE_COLUMNS,
    Column("datasets", 16),
    Column("simulated", 10, text=False),
    Column("retired", 9, text=False),
    Column("merged_into", 12, text=False),
    Column("screening", 12),
    *(
        column
        for name in _COMPONENTS
        for column in (
            Column(f"{name}_points", 10, text=False),
            Column(f"{name}_reasons_en", 44),
            Column(f"{name}_reasons_zh", 36),
        )
    ),
    Column("sources", 40),
    Column("questions_en", 44),
    Column("questions_zh", 36),
    Column("missing", 20),
    Column("context_en", 40),
    Column("context_zh", 32),
    Column("notices", 40),
)


def entry_table(
    found: StoredShortlist,
    revision: Revision | None,
    *,
    after: int = 0,
    limit: int | None = None,
    following: str | None = None,
) -> Table:
    """The entries of a revision after a rank; all without a `limit`, none without a revision. Four
    queries.
    """
    entries = load_entries(revision.pk, after=after, limit=limit) if revision else ()
    shown = load_shown_partners([entry.partner for entry in entries])
    notices = load_notices({key for one in shown.by_id.values() for key in one["datasets"]})
    evidence = _load_evidence(entries)
    title = found.shortlist.brief.title or "untitled"
    numbered = f"revision-{revision.number}" if revision else "unanswered"
    return Table(
        name=file_name("shortlist", title, numbered),
        sheet="Entries",
        columns=COLUMNS,
        rows=_rows(entries, shown, notices, evidence),
        beside=lambda: answer_sheets(found, revision, entries, shown, notices, evidence),
        next=following,
    )


def _load_evidence(entries: Sequence[AnsweredEntry]) -> Mapping[int, Sequence[Evidence]]:
    """The evidence of each partner, as it is held now. One query."""
    found: dict[int, list[Evidence]] = {}
    rows = Evidence.objects.filter(partner__in=[entry.partner for entry in entries])
    for row in rows.order_by("partner", "fact", "id"):
        found.setdefault(row.partner_id, []).append(row)
    return found


def _rows(
    entries: Sequence[AnsweredEntry],
    shown: ShownPartners,
    notices: Mapping[str, str],
    evidence: Mapping[int, Sequence[Evidence]],
) -> Iterator[tuple[Cell, ...]]:
    for entry in entries:
        detail, partner = entry.detail, shown.by_id[entry.partner]
        components = {one["name"]: one for one in detail["components"]}
        reasons = [one for each in components.values() for one in each["because"]]
        reasons += detail["context"]
        screening = partner["screening"]
        yield (
            entry.rank,
            round(entry.points / POINTS_PER_SCORE, 2),
            entry.points,
            detail["known"],
            detail.get("relation"),
            join(detail.get("tied_with", ())),
            entry.partner,
            partner["name_en"],
            partner["name_zh"],
            partner["form"],
            *place_cells(partner["place"]),
            join(partner["datasets"]),
            partner["simulated"],
            partner["retired"],
            partner["merged_into"],
            screening["outcome"] if screening else None,
            *(
                cell
                for name in _COMPONENTS
                for cell in _component_cells(components.get(name), shown.chinese_names)
            ),
            join([*links(reasons), *(row.source for row in evidence.get(entry.partner, ()))]),
            sentences(detail["ask_next"], "en"),
            sentences(detail["ask_next"], "zh"),
            join(one["fact"] for one in detail["missing"]),
            sentences(detail["context"], "en"),
            sentences(detail["context"], "zh"),
            join(notices[key] for key in partner["datasets"]),
        )


def _component_cells(one: Mapping[str, Any] | None, names: Mapping[str, str]) -> tuple[Cell, ...]:
    if one is None:
        return None, "", ""
    because = one["because"]
    return one["points"], sentences(because, "en"), sentences(because, "zh", names)
