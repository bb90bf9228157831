from priorities.models.context import ContextFigure, Doubt
from priorities.models.edition import Document, Edition, EditionAct, Priority
from priorities.models.last_priority_key import LastPriorityKey
from priorities.models.priority_change import PriorityChange
from priorities.models.priority_links import PriorityPlace, PriorityTarget
from priorities.models.stored_reading import ReadDocument, ReadProposal

__all__ = [
    "ContextFigure",
    "Document",
    "Doubt",
    "Edition",
    "EditionAct",
    "LastPriorityKey",
    "Priority",
    "PriorityChange",
    "PriorityPlace",
    "PriorityTarget",
    "ReadDocument",
    "ReadProposal",
]
