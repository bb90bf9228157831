"""All active partners as shards of columns."""

from matcher import records
from matcher.scoring.gather import build
from matcher.scoring.ground import Ground
from matcher.scoring.view import Shard
from partners.models import Partner


def read(ground: Ground) -> tuple[Shard, ...]:
    """The active partners of this transaction's snapshot."""
    ids = list(Partner.objects.active().values_list("pk", flat=True))
    return (Shard(build(ground, records.read(ids).values())),)
