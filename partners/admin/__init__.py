"""The curators' pages of partners. They save nothing themselves: each button calls one action."""

from partners.admin import (
    duplicate_admin,
    import_admin,
    partner_admin,
    reference_admin,
    suggestion_admin,
)

__all__ = [
    "duplicate_admin",
    "import_admin",
    "partner_admin",
    "reference_admin",
    "suggestion_admin",
]
