"""A census: partners by the million, made up from a seed over real places, sectors and demand, as
columns, as records of the few that are listed, and as rows of the real tables.
"""

from benchmarks.census.ground import ground
from benchmarks.census.people import columns, facts, made
from benchmarks.census.records import records

__all__ = ["columns", "facts", "ground", "made", "records"]
