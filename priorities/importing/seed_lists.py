"""Load priority lists, context figures and doubts from the seed files."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from core.bulk.rare_collection import rare_collection
from core.clock import CHINA
from partners.csv_rows import Row, read_rows
from partners.intake.upsert import upsert
from partners.registry.planner_statistics import renew_statistics
from priorities.editions import lifecycle
from priorities.importing.seed_rows import Report, read_seed_lists
from priorities.models import (
    ContextFigure,
    Document,
    Doubt,
    Edition,
    Priority,
    PriorityChange,
)

COUNTRY = "000000"
_DOUBT = ("key", "kind", "speaker", "summary", "source", "confidence")
_FIGURE = ("indicator", "period", "qualifier", "unit", "note", "source", "confidence")


def load_seed_lists(folder: Path, progress: Callable[[str, int, int], None] | None = None) -> int:
    """Publish a first edition for each province with a list in the seeds that has none, and return
    their number.
    """
    stored = set(Edition.objects.values_list("province_id", flat=True))
    due = [each for code, each in read_seed_lists(folder).items() if code not in stored]
    with rare_collection():
        for done, first in enumerate(due, 1):
            if first.report:
                _store_document(first.report)
            lifecycle.publish_first(
                province=first.province,
                rows=first.rows,
                coverage=first.coverage,
                since=dt.datetime.combine(first.since, dt.time.min, tzinfo=CHINA),
            )
            if progress:
                progress("priority lists", done, len(due))
    renew_statistics(
        sum(len(first.rows) for first in due), (Document, Edition, Priority, PriorityChange)
    )
    return len(due)


def _store_document(report: Report) -> None:
    Document.objects.get_or_create(
        province_id=report.province,
        title=report.title,
        title_zh=report.title_zh,
        year=report.given_on.year,
        published_on=report.published_on,
        precision="day",
        defaults={
            "kind": Document.Kind.WORK_REPORT,
            "address": report.address,
            "digest": report.digest,
            "paragraph_count": report.paragraphs,
        },
    )


def load_context_figures(folder: Path) -> int:
    """Upsert the context figures of `province_context.csv` and return their number. One query;
    figures score nothing, so no counter moves.
    """
    figures = [
        ContextFigure(
            place_id=_place(row),
            value=row.decimal("value"),
            **{name: row.text(name) for name in _FIGURE},
        )
        for row in read_rows(folder / "province_context.csv", _FIGURE)
    ]
    upsert(ContextFigure, figures, unique=("place", "indicator", "period"))
    return len(figures)


def load_doubts(folder: Path) -> int:
    """Upsert the doubts of `article_doubts.csv` and return their number. One query."""
    doubts = [
        Doubt(
            place_id=_place(row),
            author=row.required_text("said_by"),
            **{name: row.text(name) for name in _DOUBT},
        )
        for row in read_rows(folder / "article_doubts.csv", _DOUBT)
    ]
    upsert(Doubt, doubts, unique=("key",))
    return len(doubts)


def _place(row: Row) -> str | None:
    """The province; None for the whole country, or where the file names no province."""
    code = row.required_text("province_code")
    return None if code == COUNTRY else code
