"""The demonstration dataset into the database."""

from pathlib import Path

from demonstration import dataset
from demonstration.generator import DATASET
from partners.intake.seeds import Progress, register_dataset
from partners.reference.reference_loader import read_atlas, read_taxonomy
from partners.registry.registration import Registered


def load(folder: Path, progress: Progress | None = None) -> Registered:
    """Register the simulated partners; safe to repeat. The reference data must be loaded before.

    `progress` is called with (dataset, done, total). Raises `FileFault` or `RecordFault`.
    """
    records = dataset.records(folder, read_atlas(), read_taxonomy())
    return register_dataset(DATASET, records, progress)
