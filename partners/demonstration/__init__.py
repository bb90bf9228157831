"""The demonstration dataset: simulated organisations, the same for the same seed everywhere."""

from partners.demonstration.generator import DATASET, records
from partners.demonstration.geography import Town

__all__ = ["DATASET", "Town", "records"]
