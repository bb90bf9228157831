"""Rows of CSV and TSV texts, line by line: a text is never held twice."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from itertools import islice

from core.languages.messages import Message
from partners.errors import FileFault
from partners.intake.reading.limits import Limits

_DELIMITERS = ",\t;|"
_SAMPLE_LINES = 10
# A cell with more line breaks begins with a quotation mark that nothing closes.
_LINES_OF_A_CELL = 100


def text_lines(file: str, content: bytes, encoding: str, limits: Limits) -> Iterator[str]:
    """Yield the lines of a text with their ends. Raises `FileFault` at one that is too long."""
    text = io.TextIOWrapper(io.BytesIO(content), encoding, newline="")
    number = 0
    while line := text.readline(limits.line + 1):
        number += 1
        if len(line) > limits.line:
            reason = Message(
                "the line has more than {most} characters: it is no row of a table",
                most=limits.line,
            )
            raise FileFault(file, number, "", reason)
        yield line


def delimited_rows(file: str, content: bytes, encoding: str, limits: Limits) -> Iterator[list[str]]:
    """Yield the rows of a CSV or TSV text; the delimiter is the most frequent of the header.

    Raises `FileFault` with the number of the row at the first one that is malformed.
    """
    # The limit is of the whole process: it only has to be larger than that of any import.
    csv.field_size_limit(max(csv.field_size_limit(), limits.line))
    lines = text_lines(file, content, encoding, limits)
    first = list(islice(lines, _SAMPLE_LINES))
    reader = csv.reader(_chained(first, lines), delimiter=_delimiter(first), strict=True)
    done, at = 0, 0
    try:
        for row in reader:
            done += 1
            if reader.line_num - at > _LINES_OF_A_CELL:
                reason = "has a cell of more than 100 lines: a quotation mark is not closed"
                raise FileFault(file, done, "", reason)
            at = reader.line_num
            yield row
    except csv.Error as fault:
        raise FileFault(file, done + 1, "", _reason(fault, limits)) from fault


def _chained(first: list[str], rest: Iterator[str]) -> Iterator[str]:
    yield from first
    yield from rest


def _reason(fault: csv.Error, limits: Limits) -> str:
    said = str(fault)
    if "field limit" in said:
        return Message(
            "a cell has more than {most} characters; is a quotation mark not closed?",
            most=limits.cell,
        )
    if "unexpected end" in said:
        return "is not a row of CSV: a quotation mark is not closed before the end of the file"
    return Message(
        "is not a row of CSV: {parser}; double a quotation mark inside a cell", parser=said
    )


def _delimiter(lines: list[str]) -> str:
    """The delimiter of the first of the first lines that has one outside quotation marks."""
    for line in lines:
        plain = "".join(line.split('"')[::2])
        best = max(_DELIMITERS, key=plain.count)
        if plain.count(best):
            return best
    return ","
