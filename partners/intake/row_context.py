"""What the rows of a table are read with: columns and resolvers of names. No Django here."""

from __future__ import annotations

import re
from collections.abc import Iterator

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
        self._places = PlaceResolver(atlas)
        self.addresses = AddressReader(atlas)
        self.sectors = SectorCells(SectorResolver(taxonomy))

    def cells(self, row: SourceRow, field: str) -> list[tuple[str, str]]:
        """(Column, text) of each filled cell of a field; its constant where none is filled."""
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

    def place(self, text: str) -> PlaceRow:
        """The place of a spelling or an address. Raises `CellFault` with the nearest names."""
        try:
            found = self._places.resolve(text)
        except NameFault as fault:
            if address := self.addresses.find(text):
                return address
            raise CellFault(str(fault), next(iter(fault.nearest), "")) from fault
        if not isinstance(found, PlaceRow):
            raise CellFault(f"{found.name_en} is a cluster and not one province or city")
        return found
