"""Partners by the million, made up from a seed over real places, sectors and demand: as columns,
as records of the partners that are listed, and as rows of the product's tables.
"""

from benchmarks.synthetic_data.candidates import records
from benchmarks.synthetic_data.partners import columns, facts, synthetic_dictionary
from benchmarks.synthetic_data.reference import reference

__all__ = ["columns", "facts", "records", "reference", "synthetic_dictionary"]
