"""The demonstration dataset: simulated organisations, identical for a seed on every machine."""

from demonstration.generator import DATASET, generate_records
from demonstration.geography import Town

__all__ = ["DATASET", "Town", "generate_records"]
