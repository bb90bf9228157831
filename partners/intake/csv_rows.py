"""Rows of a CSV file that know where they stand, so that a fault names file, row and column."""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import NoReturn

from partners.errors import FileFault, listed, nearest, quoted


@dataclass(frozen=True)
class Row:
    """One row; `number` counts lines of the table, the header being row 1."""

    file: str
    number: int
    values: Mapping[str, str]

    def fault(self, column: str, why: str) -> NoReturn:
        raise FileFault(self.file, self.number, column, why)

    def text(self, column: str) -> str:
        """The text of the cell; may be empty."""
        return self.values[column].strip()

    def word(self, column: str) -> str:
        """The text of a cell that must not be empty."""
        return self.text(column) or self.fault(column, "is empty")

    def one_of(self, column: str, right: Collection[str]) -> str:
        word = self.word(column)
        if word not in right:
            self.fault(column, f"{quoted(word)} is not one of {listed(tuple(sorted(right)))}")
        return word

    def words(self, column: str) -> tuple[str, ...]:
        """The parts of a cell that lists several, separated by semicolons."""
        return tuple(part.strip() for part in self.text(column).split(";") if part.strip())

    def codes(self, column: str, known: Collection[str]) -> tuple[str, ...]:
        """The parts of the cell, all of which must be known."""
        for code in self.words(column):
            if code not in known:
                self.fault(column, f"{quoted(code)} is not a known code{nearest(code, known)}")
        return self.words(column)

    def code(self, column: str, known: Collection[str]) -> str:
        """The one code in the cell."""
        self.word(column)
        codes = self.codes(column, known)
        return codes[0] if len(codes) == 1 else self.fault(column, "is not one code")

    def number_or_none(self, column: str) -> Decimal | None:
        """The number in the cell, or None where it is empty."""
        text = self.text(column)
        try:
            return Decimal(text) if text else None
        except InvalidOperation:
            self.fault(column, f"{quoted(text)} is not a number")

    def decimal(self, column: str) -> Decimal:
        number = self.number_or_none(column)
        return self.fault(column, "is empty") if number is None else number


def rows(path: Path, columns: Collection[str]) -> Iterator[Row]:
    """The rows of the file, in order. Raises `FileFault` where it is not a table of the columns."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise FileFault(path.name, 1, "", f"cannot be read: {error}") from error
    reader = csv.DictReader(text.splitlines(keepends=True), strict=True)
    header = reader.fieldnames or ()
    for column in columns:
        if column not in header:
            raise FileFault(path.name, 1, column, f"is missing; there are {', '.join(header)}")
    number = 1
    try:
        for number, values in enumerate(reader, 2):
            if None in values or None in values.values():
                raise FileFault(path.name, number, "", f"has not {len(header)} cells")
            yield Row(path.name, number, values)
    except csv.Error as error:
        raise FileFault(path.name, number + 1, "", str(error)) from error
