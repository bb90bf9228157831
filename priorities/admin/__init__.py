"""The curators' admin. It saves nothing itself: each form and button calls one action."""

from priorities.admin import dashboard, document_admin, edition_admin, reading_admin

__all__ = ["dashboard", "document_admin", "edition_admin", "reading_admin"]
