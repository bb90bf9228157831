"""Load the seeds of this app: reference data and the public record."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from core import clock
from core.bulk.rare_collection import rare_collection
from partners.intake import public_record
from partners.intake.reference_files import ReferenceLoaded, load_reference
from partners.reference.reference_loader import read_atlas, read_taxonomy
from partners.registry import registration
from partners.registry.planner_statistics import renew_statistics
from partners.registry.records import DatasetRecord, PartnerRecord
from partners.registry.registration import Registered

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class SeedsLoaded:
    """The rows of reference data, and the counts of registered partners."""

    reference: ReferenceLoaded
    public_record: Registered


def load_seeds(folder: Path, progress: Progress | None = None) -> SeedsLoaded:
    """Load places, taxonomy and the public record; repeating it changes nothing.

    `progress` is called with (step, done, total). Each step is a transaction of its own, so a
    fault keeps the steps before it. Raises `FileFault` or `RecordFault`.
    """
    reference = load_reference(folder)
    if progress:
        progress("reference data", 1, 1)
    atlas, taxonomy = read_atlas(), read_taxonomy()
    records = public_record.read_public_record(folder, atlas.places, taxonomy.sectors)
    return SeedsLoaded(
        reference=reference,
        public_record=register_dataset(public_record.DATASET, records, progress),
    )


def register_dataset(
    dataset: DatasetRecord, records: list[PartnerRecord], progress: Progress | None
) -> Registered:
    """Save a dataset and register its records. Raises `RecordFault`; then no record is written."""

    def report(done: int, total: int) -> None:
        if progress:
            progress(dataset.key, done, total)

    registration.save_dataset(dataset=dataset)
    # Evidence from a future day is refused; but the seeds must also load on a machine whose clock
    # is behind the day on which their pages were read.
    today = max(clock.today(), public_record.PAGES_READ_ON)
    with rare_collection():
        registered = registration.register_records(records=records, today=today, progress=report)
    renew_statistics(registered.counts.get("created", 0))
    return registered
