"""The priorities of a province as a table, each with its document and its source."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from api.table_view import Table, file_name
from api.v1.tables.cell_texts import join
from core.clock import CHINA
from core.tabular import Cell, Column, Sheet
from partners.reference.atlas import PlaceRow
from priorities.editions.rows import source_links
from priorities.models import Edition, Priority
from priorities.queries.priority_queries import Counting

COLUMNS = (
    Column("key", 10),
    Column("title_en", 40),
    Column("title_zh", 30),
    Column("category", 16),
    Column("speaker", 12),
    Column("signal", 10),
    Column("stage", 11),
    Column("emphasis", 10),
    Column("rank", 6, text=False),
    Column("targets", 14),
    Column("targets_en", 36),
    Column("targets_zh", 26),
    Column("places_en", 20),
    Column("places_zh", 16),
    Column("summary_en", 50),
    Column("summary_zh", 40),
    Column("document", 40),
    Column("document_zh", 30),
    Column("document_year", 10, text=False),
    Column("published_on", 12),
    Column("document_precision", 10),
    Column("paragraph", 10, text=False),
    Column("section", 9),
    Column("anchor", 16),
    Column("effective_from", 12),
    Column("effective_to", 12),
    Column("precision", 9),
    Column("source", 50),
    Column("links", 40),
    Column("confidence", 11),
    Column("reviewed", 9, text=False),
    Column("in_effect", 9, text=False),
    Column("scores", 9, text=False),
)
_LIST = (Column("field", 20), Column("value", 60))


def priority_table(
    province: PlaceRow, at: dt.datetime, edition: Edition | None, counting: Counting
) -> Table:
    """The priorities of an edition from `list_at`; none where no list is held."""
    day = at.astimezone(CHINA).date()
    return Table(
        name=file_name("priorities", province.name_en, day),
        sheet="Priorities",
        columns=COLUMNS,
        rows=_rows(edition.priorities.all() if edition else (), counting),
        beside=lambda: (Sheet("List", _LIST, _list_rows(province, at, edition)),),
    )


def _list_rows(
    province: PlaceRow, at: dt.datetime, edition: Edition | None
) -> list[tuple[Cell, ...]]:
    held = edition is not None
    return [
        ("province", f"{province.name_en} / {province.name_zh} ({province.code})"),
        ("as of", at.isoformat()),
        ("held", "true" if held else "false: no list is held, which says nothing of priorities"),
        ("edition", str(edition.number) if edition else None),
        ("coverage", f"{edition.coverage}: {edition.get_coverage_display()}" if edition else None),
        ("in force from", edition.in_force.lower.isoformat() if edition else None),
    ]


def _rows(priorities: Iterable[Priority], counting: Counting) -> Iterable[tuple[Cell, ...]]:
    for row in priorities:
        targets, places = row.targets.all(), row.places.all()
        document = row.document
        yield (
            row.key,
            row.title_en,
            row.title_zh,
            row.category,
            row.speaker,
            row.signal,
            row.stage,
            row.emphasis,
            row.rank,
            join(one.code for one in targets),
            join(one.name_en for one in targets),
            join(one.name_zh for one in targets),
            join(one.name_en for one in places),
            join(one.name_zh for one in places),
            row.summary_en,
            row.summary_zh,
            document.title,
            document.title_zh,
            document.year,
            _day(document.published_on),
            document.precision,
            row.paragraph,
            row.section,
            row.anchor,
            _day(row.effective_from),
            _day(row.effective_to),
            row.precision,
            row.source,
            join(source_links(row.source)),
            row.confidence,
            row.reviewed,
            row.key in counting.in_effect,
            row.key in counting.scores,
        )


def _day(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None
