"""Load priority lists, context figures and doubts from the seed files."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

from core.clock import CHINA
from partners.csv_rows import Row, read_rows
from partners.intake.upsert import upsert
from priorities.editions import lifecycle
from priorities.editions.rows import PriorityRow
from priorities.models import ContextFigure, Doubt, Edition

COUNTRY = "000000"
_DOUBT = ("key", "kind", "speaker", "summary", "source", "confidence")
_FIGURE = ("indicator", "period", "qualifier", "unit", "note", "source", "confidence")
# Field of `PriorityRow` -> column of the file, where the two hold the same text.
_TEXTS = {
    "key": "id",
    "title": "title",
    "category": "category",
    "signal": "signal",
    "speaker": "speaker",
    "stage": "stance",
    "document": "document",
    "precision": "date_precision",
    "confidence": "confidence",
    "summary": "evidence",
    "source": "source",
}


def load_seed_lists(folder: Path, progress: Callable[[str, int, int], None] | None = None) -> int:
    """Publish a first edition for each province in `provincial_priorities.csv` that has none, and
    return their number. Each is an excerpt, in force from the newest `effective_from` of its rows.
    """
    lists = read_seed_lists(folder / "provincial_priorities.csv")
    stored = set(Edition.objects.values_list("province_id", flat=True))
    due = {province: rows for province, rows in lists.items() if province not in stored}
    for done, (province, rows) in enumerate(due.items(), 1):
        # The list as we hold it was complete only once its newest row was published.
        newest = max(row.effective_from for row in rows)
        lifecycle.publish_first(
            province=province,
            rows=rows,
            # The seeds hold what some pages state: a sector that is not named is no zero.
            coverage=Edition.Coverage.EXCERPT,
            since=dt.datetime.combine(newest, dt.time.min, tzinfo=CHINA),
        )
        if progress:
            progress("priority lists", done, len(due))
    return len(due)


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


def read_seed_lists(path: Path) -> dict[str, list[PriorityRow]]:
    """Province code -> its rows, in the order of the file."""
    lists: defaultdict[str, list[PriorityRow]] = defaultdict(list)
    for row in read_rows(path, _TEXTS.values()):
        lists[row.required_text("province_code")].append(_priority_row(row))
    return dict(lists)


def _place(row: Row) -> str | None:
    """The province; None for the whole country, or where the file names no province."""
    code = row.required_text("province_code")
    return None if code == COUNTRY else code


def _priority_row(row: Row) -> PriorityRow:
    published = _first_day(row.text("published_on"))
    return PriorityRow(
        **{field: row.text(column) for field, column in _TEXTS.items()},
        document_year=int(row.text("year")),
        published_on=published,
        # The file has one precision for all dates; an undated document is known by its year.
        document_precision=row.text("date_precision") if published else "year",
        effective_from=dt.date.fromisoformat(row.text("effective_from")),
        effective_to=_first_day(row.text("effective_to")),
        targets=row.text_list("target_codes"),
        places=row.text_list("city_codes"),
        rank=int(row.text("rank")) if row.text("rank") else None,
    )


def _first_day(text: str) -> dt.date | None:
    """The day, or the first day of a month such as 2026-02; its precision is a field of its own."""
    return dt.date.fromisoformat(f"{text}-01" if len(text) == 7 else text) if text else None
