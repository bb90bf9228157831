"""What the rows of a table are read with: columns and resolvers of names. No Django here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from core.languages.messages import Message
from partners.errors import NameFault
from partners.intake.mapping.column_map import ColumnMap
from partners.intake.reading.source_table import SourceRow, SourceTable
from partners.intake.values.addresses import AddressReader
from partners.intake.values.cell_values import CellFault
from partners.intake.values.sector_cells import SectorCells
from partners.lexicon.sector_resolver import SectorResolver
from partners.names.place_resolver import PlaceResolver
from partners.reference.atlas import Atlas, PlaceRow
from partners.reference.taxonomy import Taxonomy


class RowContext:
    """The columns of a table by field, and the resolvers.

    `addresses` finds places in free addresses; `sectors` reads sectors; `map` is the column map;
    `width` is the number of columns.
    """

    def __init__(
        self, table: SourceTable, map_: ColumnMap, atlas: Atlas, taxonomy: Taxonomy
    ) -> None:
        self.map, self.width = map_, len(table.columns)
        self._at = {column: position for position, column in enumerate(table.columns)}
        self._columns = {
            field: tuple((column, self._at[column]) for column in columns)
            for field, columns in map_.columns.items()
        }
        self._read = {*map_.columns, *map_.constants}
        self._places = PlaceResolver(atlas)
        self.addresses = AddressReader(atlas)
        # Places repeat: a list of thousands of rows names some hundreds.
        self._place_of = lru_cache(maxsize=16_384)(self._find_place)
        self.sectors = SectorCells(SectorResolver(taxonomy))

    def cells(self, row: SourceRow, field: str) -> list[tuple[str, str]]:
        """(Column, text) of each filled cell of a field; its constant where none is filled."""
        if field not in self._read:
            # Most fields of most lists; nearly every question of a row ends here.
            return []
        found = [
            (column, row.cells[at]) for column, at in self._columns.get(field, ()) if row.cells[at]
        ]
        if not found and (constant := self.map.constants.get(field)):
            found = [(field, constant)]
        return found

    def notes(self, row: SourceRow) -> Iterator[str]:
        """Yield the sentences of the map of which every column is filled."""
        for sentence in self.map.notes:
            names = re.findall(r"\{([^{}]+)\}", sentence)
            values = {name: row.cells[self._at[name]] for name in names}
            if all(values.values()):
                yield re.sub(r"\{([^{}]+)\}", lambda found: values[found[1]], sentence)  # noqa: B023

    def reads(self, field: str) -> bool:
        """Whether a column or a constant fills the field."""
        return field in self._read

    def unwanted(self, row: SourceRow) -> Iterator[tuple[str, str, tuple[str, ...]]]:
        """Yield (column, text, wanted texts) for each cell that keeps the row out of the import."""
        for column, wanted in self.map.only.items():
            text = row.cells[self._at[column]]
            if text.casefold() not in {one.casefold() for one in wanted}:
                yield column, text, wanted

    def place(self, text: str) -> PlaceRow:
        """The place of a spelling or an address. Raises `CellFault` with the nearest names."""
        found = self._place_of(text)
        if isinstance(found, CellFault):
            raise CellFault(str(found), found.suggestion)
        return found

    def _find_place(self, text: str) -> PlaceRow | CellFault:
        try:
            found = self._places.resolve(text)
        except NameFault as fault:
            if address := self.addresses.find(text) or self.addresses.county(text):
                return address
            return CellFault(str(fault), next(iter(fault.nearest), ""))
        if not isinstance(found, PlaceRow):
            return CellFault(
                Message("{name} is a cluster and not one province or city", name=found.name_en)
            )
        return found
