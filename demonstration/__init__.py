"""The demonstration dataset: simulated organisations, the same for the same seed everywhere."""

from demonstration.generator import DATASET, generate_records
from demonstration.geography import Town

__all__ = ["DATASET", "Town", "generate_records"]
