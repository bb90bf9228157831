"""The cells of one row by field, and what is remarked of them. No Django here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NoReturn

from partners.errors import NameFault, format_choices
from partners.intake.reading.source_table import SourceRow
from partners.intake.row_context import RowContext
from partners.intake.row_facts import TYPE_ERROR, RowRefused, RowRemark
from partners.intake.values import cell_values
from partners.intake.values.cell_values import CellFault
from partners.intake.values.damaged_cells import check_cell


class RowCells:
    """The filled cells of a row; `remarks` are those made on the way."""

    def __init__(self, context: RowContext, row: SourceRow) -> None:
        self.context, self.row = context, row
        self.remarks: list[RowRemark] = []
        self._checked: set[str] = set()

    def cells(self, field: str) -> list[tuple[str, str]]:
        """(Column, text) of each filled cell of a field. Refuses the row at a destroyed one."""
        found = self.context.cells(self.row, field)
        for column, text in found:
            if column in self._checked:
                continue
            self._checked.add(column)
            try:
                check_cell(text)
            except CellFault as fault:
                self.refuse(column, TYPE_ERROR, text, str(fault))
        return found

    def words(self, field: str, *, loose: bool = False) -> tuple[str, ...]:
        """The entries of all cells of a field, each once."""
        cells = self.cells(field)
        if not cells:
            return ()
        found = (cell_values.read_list(text, loose=loose) for _, text in cells)
        return tuple(dict.fromkeys(part for parts in found for part in parts))

    def refuse(self, column: str, code: str, value: str, why: str, near: str = "") -> NoReturn:
        """Raise `RowRefused`."""
        raise RowRefused(RowRemark(self.row.number, column, code, value[:200], why, near))

    def remark(self, column: str, code: str, value: str, why: str, near: str = "") -> None:
        """Keep a remark on the row."""
        self.remarks.append(RowRemark(self.row.number, column, code, value[:200], why, near))

    def read(self, field: str, read: Callable[[str], Any]) -> Any:
        """The value of the first filled cell of a field, or None. Refuses the row at a fault."""
        for column, text in self.cells(field):
            try:
                return read(text)
            except CellFault as fault:
                self.refuse(column, TYPE_ERROR, text, str(fault), fault.suggestion)
        return None

    def codes(self, field: str, known: Callable[[str], str]) -> tuple[str, ...] | None:
        """The codes of the names in a field, or None where it is empty."""
        found: dict[str, None] = {}
        for word in self.words(field, loose=True):
            try:
                found[known(word)] = None
            except NameFault as fault:
                near = format_choices(tuple(fault.nearest)[:3]) if fault.nearest else ""
                self.refuse(self.cells(field)[0][0], TYPE_ERROR, word, str(fault), near)
        return tuple(found) if found else None
