"""`python -m quality.report_rows FOLDER`: the rows of the work reports against their texts.

FOLDER holds the texts as CSV files with the columns province and full_text; they are no part of the
repository. Each row must stand in its paragraph by its anchor, have both titles, and be told in our
own words. Exits with 1 where one does not. docs/provinces.md says what is checked.
"""

import argparse
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from harness.seed_reference import SEEDS
from priorities.editions.rows import LONGEST_ANCHOR, PriorityRow
from priorities.importing.seed_rows import Report, SeedList, read_seed_lists
from priorities.reading.document import Reading, read_text
from quality.reading import read_texts

# A run of so many characters that a summary shares with its report is a copy.
COPIED = 16
_DAY = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
_DIGITS = str.maketrans("〇一二三四五六七八九", "0123456789")
_TENS = re.compile(r"([二三]?)十([一二三四五六七八九]?)(?=[月日])")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m quality.report_rows")
    parser.add_argument("folder", type=Path, help="the texts, a CSV file each")
    found = list(faults(read_seed_lists(SEEDS), read_texts(parser.parse_args().folder)))
    for fault in found:
        print(fault)
    lists = [one for one in read_seed_lists(SEEDS).values() if one.report]
    rows = sum(len(_rows_of_report(one)) for one in lists)
    print(f"{rows} rows of {len(lists)} reports, {len(found)} faults")
    return 1 if found else 0


def faults(lists: Mapping[str, SeedList], texts: Mapping[str, str]) -> Iterator[str]:
    """Each row that its report does not hold, and each report that is not the text."""
    for province, one in lists.items():
        if one.report is None:
            continue
        if province not in texts:
            yield f"{province}: there is no text"
            continue
        reading = read_text(texts[province])
        yield from _of_report(one.report, reading, texts[province])
        for row in _rows_of_report(one):
            yield from (f"{row.key}: {fault}" for fault in _of_row(row, reading))


def _rows_of_report(one: SeedList) -> list[PriorityRow]:
    return [row for row in one.rows if row.paragraph is not None]


def _of_report(report: Report, reading: Reading, text: str) -> Iterator[str]:
    if (report.digest, report.paragraphs) != (reading.digest, len(reading.paragraphs)):
        yield f"{report.province}: digest or number of paragraphs is another"
    if str(report.given_on) not in _days_of_head(text, reading.paragraphs[0].text):
        yield f"{report.province}: its head does not say that it was given on {report.given_on}"


def _days_of_head(text: str, first: str) -> list[str]:
    head = text[: text.find(first)]
    plain = _TENS.sub(lambda ten: f"{ten[1] or '一'}{ten[2] or '〇'}", head).translate(_DIGITS)
    return [f"{year}-{int(month):02}-{int(day):02}" for year, month, day in _DAY.findall(plain)]


def _of_row(row: PriorityRow, reading: Reading) -> Iterator[str]:
    texts = {one.number: one.text for one in reading.paragraphs}
    if row.anchor not in texts.get(row.paragraph or 0, ""):
        yield f"paragraph {row.paragraph} does not hold {row.anchor}"
    if not 0 < len(row.anchor) <= LONGEST_ANCHOR:
        yield f"the anchor has {len(row.anchor)} characters"
    if not (row.title_en and row.title_zh):
        yield "a title is missing"
    whole = "\n".join(texts.values())
    for told in (row.title_zh, row.summary_zh):
        if run := copied(told, whole):
            yield f"copied: {run}"


def copied(told: str, text: str) -> str:
    """The first run of `COPIED` characters that stands in both, or nothing."""
    runs = (told[at : at + COPIED] for at in range(len(told) - COPIED + 1))
    return next((run for run in runs if run in text), "")


if __name__ == "__main__":
    sys.exit(main())
