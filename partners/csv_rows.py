"""Rows of CSV files whose errors name the file, the row and the column."""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import NoReturn

from partners.errors import FileFault, format_choices, nearest_hint, quoted


@dataclass(frozen=True)
class Row:
    """A row of a file. `number` counts the rows of the table; the header is row 1."""

    file: str
    number: int
    values: Mapping[str, str]

    def fault(self, column: str, reason: str) -> NoReturn:
        """Raise a `FileFault` about the cell."""
        raise FileFault(self.file, self.number, column, reason)

    def text(self, column: str) -> str:
        """The text of a cell that may be empty."""
        return self.values[column].strip()

    def required_text(self, column: str) -> str:
        """The text of a cell that must not be empty."""
        return self.text(column) or self.fault(column, "is empty")

    def choice(self, column: str, right: Collection[str]) -> str:
        """The text of a cell that must be one of the right words."""
        word = self.required_text(column)
        if word not in right:
            self.fault(
                column, f"{quoted(word)} is not one of {format_choices(tuple(sorted(right)))}"
            )
        return word

    def text_list(self, column: str) -> tuple[str, ...]:
        """The entries of a cell that holds a list separated by semicolons."""
        return tuple(part.strip() for part in self.text(column).split(";") if part.strip())

    def code_list(self, column: str, known: Collection[str]) -> tuple[str, ...]:
        """The entries of a list cell, all of which must be known codes."""
        for code in self.text_list(column):
            if code not in known:
                self.fault(column, f"{quoted(code)} is not a known code{nearest_hint(code, known)}")
        return self.text_list(column)

    def code(self, column: str, known: Collection[str]) -> str:
        """The only code in the cell, which must not be empty."""
        self.required_text(column)
        codes = self.code_list(column, known)
        return codes[0] if len(codes) == 1 else self.fault(column, "is not one code")

    def optional_decimal(self, column: str) -> Decimal | None:
        """The number in the cell, or None where the cell is empty."""
        text = self.text(column)
        try:
            return Decimal(text) if text else None
        except InvalidOperation:
            self.fault(column, f"{quoted(text)} is not a number")

    def decimal(self, column: str) -> Decimal:
        """The number in a cell that must not be empty."""
        number = self.optional_decimal(column)
        return self.fault(column, "is empty") if number is None else number


def read_rows(path: Path, columns: Collection[str]) -> Iterator[Row]:
    """Yield the rows of a UTF-8 file in order; columns beyond the given ones are allowed.

    Raises `FileFault` where the file cannot be read, lacks a column or has a row of another
    length. An error in the syntax of a later row is raised when the iterator reaches it.
    """
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
            # DictReader puts surplus cells under the key None and fills missing cells with None.
            if None in values or None in values.values():
                raise FileFault(path.name, number, "", f"does not have {len(header)} cells")
            yield Row(path.name, number, values)
    except csv.Error as error:
        raise FileFault(path.name, number + 1, "", str(error)) from error
