from matcher.models.batch import Batch, BatchItem
from matcher.models.index_file import IndexFile
from matcher.models.match_generation import MatchGeneration, MatchShard, StrongestPairs
from matcher.models.shared import FrozenShortlist, SharedLink
from matcher.models.shortlist import Brief, Entry, Revision, Shortlist

__all__ = [
    "Batch",
    "BatchItem",
    "Brief",
    "Entry",
    "FrozenShortlist",
    "IndexFile",
    "MatchGeneration",
    "MatchShard",
    "Revision",
    "SharedLink",
    "Shortlist",
    "StrongestPairs",
]
