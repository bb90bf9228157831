"""The curators' desk. It saves nothing itself: each form and button is one call of a verb."""

from matcher.admin import desk, documents, editions, generations, shortlists

__all__ = ["desk", "documents", "editions", "generations", "shortlists"]
