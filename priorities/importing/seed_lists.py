"""Priority lists, context figures and doubts from files, row by row with their sources."""

import csv
import datetime as dt
from collections import defaultdict
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

from core.clock import CHINA
from partners.intake.upsert import upsert
from priorities.editions import lifecycle
from priorities.editions.draft import PriorityDraft
from priorities.models import ContextFigure, Doubt, Edition

COUNTRY = "000000"
_DOUBT = ("key", "kind", "speaker", "said_by", "summary", "source", "confidence")
_FIGURE = ("indicator", "period", "qualifier", "unit", "note", "source", "confidence")


def load(folder: Path, progress: Callable[[str, int, int], None] | None = None) -> int:
    """Publish a first edition for each province with rows in `provincial_priorities.csv` that
    has none: an excerpt, in force from the newest `effective_from` among its rows. How many
    were published.
    """
    lists = read(folder / "provincial_priorities.csv")
    held = set(Edition.objects.values_list("province_id", flat=True))
    due = {province: rows for province, rows in lists.items() if province not in held}
    for done, (province, rows) in enumerate(due.items(), 1):
        newest = max(row.effective_from for row in rows)
        lifecycle.publish_first(
            province=province,
            rows=rows,
            coverage=Edition.Coverage.EXCERPT,
            since=dt.datetime.combine(newest, dt.time.min, tzinfo=CHINA),
        )
        if progress:
            progress("priority lists", done, len(due))
    return len(due)


def load_context(folder: Path) -> int:
    """Bring the context figures up to `province_context.csv`; how many rows it holds. One query,
    and none of it takes a number: no figure scores.
    """
    figures = [
        ContextFigure(
            place_id=_place(row),
            value=Decimal(row["value"]),
            **{name: row[name] for name in _FIGURE},
        )
        for row in _rows(folder / "province_context.csv")
    ]
    upsert(ContextFigure, figures, unique=("place", "indicator", "period"))
    return len(figures)


def load_doubts(folder: Path) -> int:
    """Bring the doubts up to `article_doubts.csv`; how many rows it holds. One query."""
    rows = _rows(folder / "article_doubts.csv")
    doubts = [Doubt(place_id=_place(row), **{name: row[name] for name in _DOUBT}) for row in rows]
    upsert(Doubt, doubts, unique=("key",))
    return len(doubts)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _place(row: dict[str, str]) -> str | None:
    """The province; none for the whole country, or where no province is named."""
    return None if row["province_code"] == COUNTRY else row["province_code"]


def read(path: Path) -> dict[str, list[PriorityDraft]]:
    """Province code -> its rows, in the order of the file."""
    lists: defaultdict[str, list[PriorityDraft]] = defaultdict(list)
    for row in _rows(path):
        lists[row["province_code"]].append(_draft(row))
    return dict(lists)


def _draft(row: dict[str, str]) -> PriorityDraft:
    published = _first_day(row["published_on"])
    return PriorityDraft(
        key=row["id"],
        title=row["title"],
        category=row["category"],
        signal=row["signal"],
        speaker=row["speaker"],
        stage=row["stance"],
        document=row["document"],
        document_year=int(row["year"]),
        published_on=published,
        document_precision=row["date_precision"] if published else "year",
        effective_from=dt.date.fromisoformat(row["effective_from"]),
        effective_to=_first_day(row["effective_to"]),
        precision=row["date_precision"],
        confidence=row["confidence"],
        quote=row["evidence"],
        source=row["source"],
        targets=_codes(row["target_codes"]),
        places=_codes(row["city_codes"]),
        rank=int(row["rank"]) if row["rank"] else None,
    )


def _first_day(text: str) -> dt.date | None:
    """2026-02 is stored as 2026-02-01; its precision is kept beside it."""
    return dt.date.fromisoformat(f"{text}-01" if len(text) == 7 else text) if text else None


def _codes(text: str) -> tuple[str, ...]:
    return tuple(code for code in text.split(";") if code)
