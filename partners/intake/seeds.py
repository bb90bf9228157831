"""Everything the seeds hold for this floor, in one call."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from core import clock
from partners.intake import public_record
from partners.intake.reference_files import ReferenceLoaded, load_reference
from partners.reference.reference_loader import read_atlas, read_taxonomy
from partners.registry import registration
from partners.registry.records import DatasetRecord, PartnerRecord
from partners.registry.registration import Registered

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Loaded:
    """What is there now, and how many partners were new, changed or the same."""

    reference: ReferenceLoaded
    public_record: Registered


def load(folder: Path, progress: Progress | None = None) -> Loaded:
    """Load places, taxonomy and the public record; safe to repeat.

    `progress` is told (what, done, in all). Each step is a transaction of its own: a fault
    leaves the steps before it. Raises `FileFault` or `RecordFault`.
    """
    reference = load_reference(folder)
    if progress:
        progress("reference data", 1, 1)
    atlas, taxonomy = read_atlas(), read_taxonomy()
    real = public_record.records(folder, atlas.places, taxonomy.sectors)
    return Loaded(
        reference=reference,
        public_record=register(public_record.DATASET, real, progress),
    )


def register(
    dataset: DatasetRecord, records: list[PartnerRecord], progress: Progress | None
) -> Registered:
    """Register a dataset and its records. Raises `RecordFault`: then nothing of it is kept."""

    def told(done: int, total: int) -> None:
        if progress:
            progress(dataset.key, done, total)

    registration.open_dataset(dataset=dataset)
    # The seeds load on a machine whose clock is behind the day on which they were read.
    today = max(clock.today(), public_record.PAGES_READ_ON)
    return registration.register(records=records, today=today, progress=told)
