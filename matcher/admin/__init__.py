"""Shortlists and stored matches, read-only."""

from matcher.admin import match_generation_admin, shortlist_admin

__all__ = ["match_generation_admin", "shortlist_admin"]
