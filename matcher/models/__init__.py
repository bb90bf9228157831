from matcher.models.edition import Document, Edition, Priority
from matcher.models.shortlist import Brief, Entry, Revision, Shortlist

__all__ = ["Brief", "Document", "Edition", "Entry", "Priority", "Revision", "Shortlist"]
