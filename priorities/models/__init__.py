from priorities.models.context import ContextFigure, Doubt
from priorities.models.edition import Edition, EditionAct
from priorities.models.last_priority_key import LastPriorityKey
from priorities.models.priority import Priority
from priorities.models.priority_change import PriorityChange
from priorities.models.priority_links import PriorityPlace, PriorityTarget
from priorities.models.published_document import Document
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
