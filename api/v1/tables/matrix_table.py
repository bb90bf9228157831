"""Provinces by sectors as a table: a row for each sector that a province names."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from api.table_view import Table, file_name
from core.clock import CHINA
from core.tabular import Cell, Column
from priorities.queries.policy_matrix import PolicyMatrix

COLUMNS = (
    Column("province_code", 10),
    Column("province_en", 18),
    Column("province_zh", 12),
    Column("known", 8, text=False),
    Column("coverage", 11),
    Column("sector", 10),
    Column("sector_en", 40),
    Column("sector_zh", 30),
    Column("kind", 14),
    Column("named_by", 9, text=False),
    Column("strength", 9, text=False),
    Column("emphasis", 10),
    Column("stage", 11),
    Column("signal", 10),
    Column("key", 10),
    Column("paragraph", 10, text=False),
    Column("cities", 8, text=False),
    Column("count", 8, text=False),
)


def matrix_table(matrix: PolicyMatrix, at: dt.datetime, year: int | None) -> Table:
    """The matrix, row by row of it. A province of which nothing is known has one row, without a
    sector, and so has one that names none.
    """
    day = at.astimezone(CHINA).date()
    return Table(
        name=file_name("policy-matrix", year or "", day),
        sheet="Matrix",
        columns=COLUMNS,
        rows=_rows(matrix),
    )


def _rows(matrix: PolicyMatrix) -> Iterator[tuple[Cell, ...]]:
    named_by = {column.code: matrix.named_by(column.code) for column in matrix.columns}
    blank = (None,) * (len(COLUMNS) - 5)
    for row in matrix.rows:
        place, edition = row.province, row.edition
        head = (
            place.code,
            place.name_en,
            place.name_zh,
            edition is not None,
            edition.coverage if edition else None,
        )
        cells = row.cells if edition else {}
        if not cells:
            yield (*head, *blank)
        for column in matrix.columns:
            if (cell := cells.get(column.code)) is None:
                continue
            best = cell.strongest
            yield (
                *head,
                column.code,
                column.name_en,
                column.name_zh,
                column.kind,
                named_by[column.code],
                best.strength,
                best.emphasis,
                best.stage,
                best.signal,
                best.key,
                best.paragraph,
                best.cities,
                cell.count,
            )
