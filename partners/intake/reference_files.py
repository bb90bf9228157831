"""Reference data: the places and the taxonomy that everything else is said in."""

from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from core import counters
from partners.intake.place_files import load_places
from partners.intake.sector_files import load_taxonomy
from partners.models import Change
from partners.reference.reference_loader import read_atlas, read_taxonomy


@dataclass(frozen=True)
class ReferenceLoaded:
    """How many rows the files hold."""

    places: int
    clusters: int
    sectors: int
    demands: int


@transaction.atomic
def load_reference(folder: Path) -> ReferenceLoaded:
    """Load the seeds' reference files: all or nothing, and twice is the same as once.

    What scores stand on is read with the partners, so a change takes the partners number.
    Raises `FileFault` naming file, row and column.
    """
    before = read_atlas(), read_taxonomy()
    places, clusters = load_places(folder)
    sectors, demands = load_taxonomy(folder)
    if (read_atlas(), read_taxonomy()) != before:
        Change.objects.create(number=counters.take("partners"))
    return ReferenceLoaded(places, clusters, sectors, demands)
