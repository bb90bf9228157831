"""The priority lists of the seed files as plain rows. No Django.

`provincial_priorities.csv` holds what pages state of the provinces; `priorities/reports.csv` names
the government work reports that were read whole, and `priorities/<province>.csv` holds what each
puts first, by paragraph.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from partners.csv_rows import Row, read_rows
from priorities.editions.rows import EditionRow, PriorityRow

# Field of `PriorityRow` -> column of the file of excerpts, where the two hold the same text.
_TEXTS = {
    "key": "id",
    "title_en": "title",
    "title_zh": "title_zh",
    "category": "category",
    "signal": "signal",
    "speaker": "speaker",
    "stage": "stance",
    "document": "document",
    "document_zh": "document_zh",
    "precision": "date_precision",
    "confidence": "confidence",
    "summary_en": "evidence",
    "summary_zh": "evidence_zh",
    "source": "source",
}
# Fields that have the same names in the file of a report.
_STATED = (
    *("title_en", "title_zh", "summary_en", "summary_zh", "signal", "stage"),
    *("section", "anchor", "emphasis"),
)
_REPORT = ("province", "title_en", "title_zh", "given_on", "published_on", "address")
_COVERAGE_OF_REPORT = "document"
_COVERAGE_OF_PAGES = "excerpt"


@dataclass(frozen=True)
class Report:
    """A government work report that was read whole.

    `given_on`: the day on which it was given, from which its priorities hold. `address`: its
    official page; empty where none was found, and `source` says so. `digest`: SHA-256 of its
    paragraphs joined by line feeds; `paragraphs` their number.
    """

    province: str
    title: str
    title_zh: str
    given_on: dt.date
    published_on: dt.date
    address: str
    source: str
    digest: str
    paragraphs: int


@dataclass(frozen=True)
class SeedList:
    """The first list of a province. `report`: the document that it holds whole, if any."""

    province: str
    rows: tuple[PriorityRow, ...]
    report: Report | None

    @property
    def coverage(self) -> str:
        """A value of `Edition.Coverage`: pages and a report are not all that was published."""
        return _COVERAGE_OF_REPORT if self.report else _COVERAGE_OF_PAGES

    @property
    def since(self) -> dt.date:
        """The day from which the list is in force: that on which the report was given. Rows of
        later pages begin on days of their own. A list of pages alone begins with its newest row.
        """
        if self.report:
            return self.report.given_on
        return max(row.effective_from for row in self.rows)

    def as_edition(self) -> EditionRow:
        """The list as edition 1 of its province."""
        return EditionRow(self.province, 1, complete=False, priorities=self.rows)


def read_seed_lists(folder: Path) -> dict[str, SeedList]:
    """Province code -> its first list: the rows of its report, then those of other pages.

    A row of a report that a page states as well has the key of the page's row, and both sources;
    the page's own row is left out, since one thing is one priority.
    """
    lists: defaultdict[str, dict[str, PriorityRow]] = defaultdict(dict)
    for row in read_rows(folder / "provincial_priorities.csv", _TEXTS.values()):
        priority = _row_of_page(row)
        lists[row.required_text("province_code")][priority.key] = priority
    reports = {report.province: report for report in read_reports(folder)}
    for province, report in reports.items():
        pages = lists[province]
        for priority in _rows_of_report(folder, report):
            page = pages.get(priority.key)
            both = f"{priority.source} ; {page.source}" if page else priority.source
            pages[priority.key] = replace(priority, source=both)
    return {
        province: SeedList(province, tuple(rows.values()), reports.get(province))
        for province, rows in lists.items()
    }


def read_reports(folder: Path) -> list[Report]:
    """The government work reports that were read whole."""
    return [_report(row) for row in read_rows(folder / "priorities" / "reports.csv", _REPORT)]


def _report(row: Row) -> Report:
    given = dt.date.fromisoformat(row.required_text("given_on"))
    return Report(
        province=row.required_text("province"),
        title=row.required_text("title_en"),
        title_zh=row.required_text("title_zh"),
        given_on=given,
        published_on=dt.date.fromisoformat(row.required_text("published_on")),
        address=row.text("address"),
        source=row.required_text("source"),
        digest=row.required_text("digest"),
        paragraphs=int(row.required_text("paragraphs")),
    )


def _rows_of_report(folder: Path, report: Report) -> list[PriorityRow]:
    path = folder / "priorities" / f"{report.province}.csv"
    return [
        PriorityRow(
            **{name: row.text(name) for name in _STATED},  # type: ignore[arg-type]  # texts all
            key=row.required_text("key"),
            category=category_of(row.text_list("targets")),
            speaker="government",
            document=report.title,
            document_zh=report.title_zh,
            document_year=report.given_on.year,
            published_on=report.published_on,
            document_precision="day",
            effective_from=report.given_on,
            precision="day",
            confidence="high",
            source=report.source,
            paragraph=int(row.required_text("paragraph")),
            targets=row.text_list("targets"),
            places=row.text_list("places"),
        )
        for row in read_rows(path, ("key", "paragraph", "targets", "places", *_STATED))
    ]


def category_of(targets: Sequence[str]) -> str:
    """The kind of what is named, by the first target."""
    kinds = {"C": "manufacturing sector", "E": "emerging industry", "P": "producer-service"}
    return kinds[targets[0][0]] if targets else "industry as a whole"


def _row_of_page(row: Row) -> PriorityRow:
    published = _first_day(row.text("published_on"))
    return PriorityRow(
        **{field: row.text(column) for field, column in _TEXTS.items()},  # type: ignore[arg-type]
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
