"""A census: partners by the million, made up from a seed over real places, sectors and demand, as
columns, as records of the few that are listed, and as rows of the real tables.
"""

from benchmarks.synthetic_data.candidates import records
from benchmarks.synthetic_data.partners import columns, facts, made
from benchmarks.synthetic_data.reference import reference

__all__ = ["columns", "facts", "made", "records", "reference"]
