"""Whether two names, in any script, are one organisation. No Django, no database."""

from partners.identity.comparison import compare
from partners.identity.index import IdentityIndex
from partners.identity.model import Identity, Outcome, Verdict

__all__ = ["Identity", "IdentityIndex", "Outcome", "Verdict", "compare"]
