from matcher.models.context_figure import ContextFigure
from matcher.models.edition import Document, Edition, EditionAct, Priority
from matcher.models.match import MatchGeneration, MatchShard
from matcher.models.shortlist import Brief, Entry, Revision, Shortlist
from matcher.models.snapshot import Snapshot

__all__ = [
    "Brief",
    "ContextFigure",
    "Document",
    "Edition",
    "EditionAct",
    "Entry",
    "MatchGeneration",
    "MatchShard",
    "Priority",
    "Revision",
    "Shortlist",
    "Snapshot",
]
