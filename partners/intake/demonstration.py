"""The demonstration dataset, generated from the places and the taxonomy that were loaded."""

from pathlib import Path

from partners import demonstration
from partners.intake.csv_file import rows
from partners.reading import read_atlas, read_taxonomy
from partners.records import PartnerRecord

_COLUMNS = ("place", "zh", "prefecture_code", "known_for")


def records(folder: Path, *, count: int = 3_000, seed: int = 2026) -> list[PartnerRecord]:
    """The records of the dataset. Raises `FileFault` for the file of towns."""
    atlas, taxonomy = read_atlas(), read_taxonomy()
    towns = [
        demonstration.Town(
            name_en=row.word("place"),
            name_zh=row.word("zh"),
            prefecture=row.code("prefecture_code", atlas.places),
            known_for=row.codes("known_for", taxonomy.sectors),
        )
        for row in rows(folder / "manufacturing_places.csv", _COLUMNS)
    ]
    return demonstration.records(taxonomy, atlas, towns, count=count, seed=seed)
