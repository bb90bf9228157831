"""Everything the seeds hold for this floor, in one call."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from partners import clock, registry
from partners.demonstration import DATASET as DEMONSTRATION
from partners.intake import demonstration, public_record
from partners.intake.reference import ReferenceLoaded, load_reference
from partners.reading import read_atlas, read_taxonomy
from partners.records import DatasetRecord, PartnerRecord
from partners.registry import Registered

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Loaded:
    """What is there now, and how many partners were new, changed or the same."""

    reference: ReferenceLoaded
    public_record: Registered
    demonstration: Registered


def load(folder: Path, progress: Progress | None = None) -> Loaded:
    """Load places, taxonomy, the public record and the demonstration set; safe to repeat.

    `progress` is told (what, done, in all). Each step is a transaction of its own: a fault
    leaves the steps before it. Raises `FileFault` or `RecordFault`.
    """
    reference = load_reference(folder)
    if progress:
        progress("reference data", 1, 1)
    atlas, taxonomy = read_atlas(), read_taxonomy()
    real = public_record.records(folder, atlas.places, taxonomy.sectors)
    simulated = demonstration.records(folder, atlas, taxonomy)
    return Loaded(
        reference=reference,
        public_record=_fill(public_record.DATASET, real, progress),
        demonstration=_fill(DEMONSTRATION, simulated, progress),
    )


def _fill(
    dataset: DatasetRecord, records: list[PartnerRecord], progress: Progress | None
) -> Registered:
    def told(done: int, total: int) -> None:
        if progress:
            progress(dataset.key, done, total)

    registry.open_dataset(dataset=dataset)
    # The seeds load on a machine whose clock is behind the day on which they were read.
    today = max(clock.today(), public_record.PAGES_READ_ON)
    return registry.register(records=records, today=today, progress=told)
