"""Shortlists, their digests and stored matches, read-only."""

from django.utils.translation import gettext_lazy as _

from matcher.admin import digest_admin, match_generation_admin, shortlist_admin
from matcher.shortlists.naming_partner import count_newest_naming
from partners.admin import uses_of_partner

uses_of_partner.declare(_("Stored shortlists that name it now"), count_newest_naming)

__all__ = ["digest_admin", "match_generation_admin", "shortlist_admin"]
