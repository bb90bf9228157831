from matcher.models.decision import Decision, StatementCounter
from matcher.models.index_file import IndexFile
from matcher.models.match_generation import MatchGeneration, MatchShard, StrongestPairs
from matcher.models.partner_answer import PartnerAnswer
from matcher.models.shortlist import Brief, Entry, Revision, Shortlist

__all__ = [
    "Brief",
    "Decision",
    "Entry",
    "IndexFile",
    "MatchGeneration",
    "MatchShard",
    "PartnerAnswer",
    "Revision",
    "Shortlist",
    "StatementCounter",
    "StrongestPairs",
]
