"""The queue of pairs of records that may be of one organisation, and the decisions on them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db.models import Case, F, Q, QuerySet, When
from django.utils import timezone

from core.languages.messages import Message
from partners.errors import MergeRefused
from partners.models import PossibleDuplicate, Record
from partners.registry.curation import curating
from partners.registry.merging import merge_partner

_LONGEST_REASON = 200


@dataclass(frozen=True)
class Suspicion:
    """A new record (dataset and key) that may be of the organisation of an active partner, with the
    score of the names (0 to 1) and the reason.
    """

    dataset: str
    key: str
    partner: int
    score: float
    reason: str


def suspect(found: Iterable[Suspicion]) -> int:
    """Put the pairs into the queue; return how many are new. Pairs in it or decided stay as they
    are.
    """
    suspicions = list(found)
    if not suspicions:
        return 0
    mine, others = _records_of(suspicions)
    pairs = []
    for one in suspicions:
        new, other = mine.get((one.dataset, one.key)), others.get(one.partner)
        if new and other and new.partner_id != other.partner_id:
            left, right = sorted((new.pk, other.pk))
            pairs.append(
                PossibleDuplicate(
                    left_id=left,
                    right_id=right,
                    score=one.score,
                    reasons=[one.reason[:_LONGEST_REASON]],
                )
            )
    before = PossibleDuplicate.objects.count()
    PossibleDuplicate.objects.bulk_create(pairs, ignore_conflicts=True)
    return PossibleDuplicate.objects.count() - before


def _records_of(
    suspicions: Sequence[Suspicion],
) -> tuple[Mapping[tuple[str, str], Record], Mapping[int, Record]]:
    """The new records by dataset and key, and the oldest record of each partner, in two queries."""
    fields = ("pk", "dataset_id", "key", "partner_id")
    new = Record.objects.filter(
        dataset__in={one.dataset for one in suspicions}, key__in=[one.key for one in suspicions]
    )
    oldest = (
        Record.objects.filter(partner__in={one.partner for one in suspicions})
        .order_by("partner_id", "pk")
        .distinct("partner_id")
    )
    return (
        {(row.dataset_id, row.key): row for row in new.only(*fields)},
        {row.partner_id: row for row in oldest.only(*fields)},
    )


def open_pairs() -> QuerySet[PossibleDuplicate]:
    """The pairs to decide, the likeliest first: both records count, and are of two partners."""
    return (
        PossibleDuplicate.objects.filter(
            state=PossibleDuplicate.State.OPEN, left__gone_on=None, right__gone_on=None
        )
        .exclude(left__partner=F("right__partner"))
        .select_related("left__partner", "right__partner", "left__dataset", "right__dataset")
        .order_by("-score", "pk")
    )


def listed_pairs() -> QuerySet[PossibleDuplicate]:
    """The pairs to decide first, the likeliest at the top, then those that were decided."""
    undecided = PossibleDuplicate.State.OPEN
    return (
        PossibleDuplicate.objects.filter(Q(pk__in=open_pairs().values("pk")) | ~Q(state=undecided))
        .select_related("left__partner", "right__partner", "decided_by")
        .annotate(is_decided=Case(When(state=undecided, then=False), default=True))
        .order_by("is_decided", "-score", "pk")
    )


def next_pair(after: PossibleDuplicate) -> PossibleDuplicate | None:
    """The pair to decide that follows in the order of the queue; the first one after the last."""
    others = open_pairs().exclude(pk=after.pk)
    later = Q(score__lt=after.score) | Q(score=after.score, pk__gt=after.pk)
    return others.filter(later).first() or others.first()


def decide(*, pair: int, same: bool, by: User, reason: str) -> PossibleDuplicate:
    """Decide that a pair is one organisation, which merges its partners, or that it is two.

    The older partner stays. Raises `NotACurator`, `ReasonRefused`, and `MergeRefused` where the
    pair does not exist or was decided before.
    """
    with curating(by, reason, "duplicates.decide") as reason:
        row = PossibleDuplicate.objects.select_for_update().filter(pk=pair).first()
        if row is None or row.state != PossibleDuplicate.State.OPEN:
            raise MergeRefused(Message("the pair {pair} is not in the queue", pair=pair))
        owners = sorted((row.left.partner_id, row.right.partner_id))
        if same and owners[0] != owners[1]:
            merge_partner(partner=owners[1], into=owners[0], by=by, reason=reason)
        states = PossibleDuplicate.State
        row.state = states.SAME if same else states.DIFFERENT
        row.decided_by, row.decided_at, row.decided_because = by, timezone.now(), reason
        row.save(update_fields=["state", "decided_by", "decided_at", "decided_because"])
    return row
