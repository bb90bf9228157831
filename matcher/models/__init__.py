from matcher.models.index_file import Snapshot
from matcher.models.match import MatchGeneration, MatchShard
from matcher.models.shortlist import Brief, Entry, Revision, Shortlist

__all__ = [
    "Brief",
    "Entry",
    "MatchGeneration",
    "MatchShard",
    "Revision",
    "Shortlist",
    "Snapshot",
]
