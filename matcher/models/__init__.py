from matcher.models.context_figure import ContextFigure
from matcher.models.doubt import Doubt
from matcher.models.edition import Document, Edition, EditionAct, Priority
from matcher.models.keys_given import KeysGiven
from matcher.models.links import PriorityPlace, PriorityTarget
from matcher.models.match import MatchGeneration, MatchShard
from matcher.models.shortlist import Brief, Entry, Revision, Shortlist
from matcher.models.snapshot import Snapshot

__all__ = [
    "Brief",
    "ContextFigure",
    "Document",
    "Doubt",
    "Edition",
    "EditionAct",
    "Entry",
    "KeysGiven",
    "MatchGeneration",
    "MatchShard",
    "Priority",
    "PriorityPlace",
    "PriorityTarget",
    "Revision",
    "Shortlist",
    "Snapshot",
]
