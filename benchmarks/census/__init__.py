"""A census: partners by the million, made up from a seed over real places, sectors and demand, as
columns, as records of the few that are listed, and as rows of the real tables.
"""

from benchmarks.census.people import columns, facts, made
from benchmarks.census.records import records
from benchmarks.census.reference import reference

__all__ = ["columns", "facts", "made", "records", "reference"]
