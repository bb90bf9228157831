"""Load the reference data: places, clusters, sectors and demand."""

from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from core import counters
from partners.intake.place_files import load_places
from partners.intake.sector_files import load_taxonomy
from partners.models import PartnersChange
from partners.reference.reference_loader import read_atlas, read_taxonomy


@dataclass(frozen=True)
class ReferenceLoaded:
    """The number of rows in the files, by table."""

    places: int
    clusters: int
    sectors: int
    demands: int


@transaction.atomic
def load_reference(folder: Path) -> ReferenceLoaded:
    """Load the reference files of the folder in one transaction; repeating it changes nothing.

    Raises `FileFault` naming file, row and column.
    """
    before = read_atlas(), read_taxonomy()
    places, clusters = load_places(folder)
    sectors, demands = load_taxonomy(folder)
    # Scores depend on the reference data, so a change takes a partners number: shortlists that were
    # answered before it then count as stale.
    if (read_atlas(), read_taxonomy()) != before:
        PartnersChange.objects.create(number=counters.take("partners"))
    return ReferenceLoaded(places, clusters, sectors, demands)
