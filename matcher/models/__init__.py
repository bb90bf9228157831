from matcher.models.batch import Batch, BatchItem
from matcher.models.decision import Decision, StatementCounter
from matcher.models.digest import DigestMessage, DigestSubscription
from matcher.models.index_file import IndexFile
from matcher.models.match_generation import MatchGeneration, MatchShard, StrongestPairs
from matcher.models.partner_answer import PartnerAnswer
from matcher.models.seen_revision import SeenRevision
from matcher.models.shared import FrozenShortlist, SharedLink
from matcher.models.shortlist import Brief, Entry, Revision, Shortlist

__all__ = [
    "Batch",
    "BatchItem",
    "Brief",
    "Decision",
    "DigestMessage",
    "DigestSubscription",
    "Entry",
    "FrozenShortlist",
    "IndexFile",
    "MatchGeneration",
    "MatchShard",
    "PartnerAnswer",
    "Revision",
    "SeenRevision",
    "SharedLink",
    "Shortlist",
    "StatementCounter",
    "StrongestPairs",
]
