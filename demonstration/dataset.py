"""Generate the demonstration dataset from files and reference data, without a database."""

from pathlib import Path

import demonstration
from partners.csv_rows import read_rows
from partners.reference.atlas import Atlas
from partners.reference.taxonomy import Taxonomy
from partners.registry.records import PartnerRecord

_COLUMNS = ("place", "zh", "prefecture_code", "known_for")


def demonstration_records(
    folder: Path, atlas: Atlas, taxonomy: Taxonomy, *, count: int = 3_000, seed: int = 2026
) -> list[PartnerRecord]:
    """Return `count` records of the dataset. Raises `FileFault` for faults in the file of towns."""
    towns = [
        demonstration.Town(
            name_en=row.required_text("place"),
            name_zh=row.required_text("zh"),
            prefecture=row.code("prefecture_code", atlas.places),
            known_for=row.code_list("known_for", taxonomy.sectors),
        )
        for row in read_rows(folder / "manufacturing_places.csv", _COLUMNS)
    ]
    return demonstration.generate_records(taxonomy, atlas, towns, count=count, seed=seed)
