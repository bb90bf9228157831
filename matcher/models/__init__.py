from matcher.models.edition import Document, Edition, EditionAct, Priority
from matcher.models.shortlist import Brief, Entry, Revision, Shortlist

__all__ = [
    "Brief",
    "Document",
    "Edition",
    "EditionAct",
    "Entry",
    "Priority",
    "Revision",
    "Shortlist",
]
