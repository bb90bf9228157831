"""Compute and store generations of matches: the strongest pairs of each province.

A worker claims a shard (a province) by locking its row. The pairs of the shard and its `done_at`
are committed together, so that a worker that dies leaves a shard that is not done. The worker of
the last shard makes the generation current. If partners, lists or the day change meanwhile, the
generation is abandoned.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypedDict

import structlog
from django.db import IntegrityError, OperationalError, transaction
from django.db.models import BooleanField, Count, ExpressionWrapper, Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone
from psycopg.errors import SerializationFailure

from core.task_queue import enqueue
from core.transactions import repeatable_read
from matcher.loaded import Basis, current_basis
from matcher.matches.match_context import MatchContext, load_context
from matcher.matches.strongest_pairs import makers_by_province, province_parts
from matcher.models import MatchGeneration, MatchShard, StrongestPairs
from matcher.task_names import MATCH

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

log = structlog.get_logger(__name__)
State = MatchGeneration.State


class Pace(NamedTuple):
    """The pace of a generation: `rate` in makers a second, and the seconds that are `left`; None
    until the first shard is done.
    """

    rate: float | None
    left: float | None


def start_generation(*, simulated: bool) -> MatchGeneration:
    """Create a generation on the current basis and enqueue its shards; return the one that is being
    built instead, if there is one.
    """
    building = MatchGeneration.objects.filter(simulated=simulated, state=State.BUILDING)
    if found := building.first():
        return found
    try:
        generation = _create_generation(simulated)
    except IntegrityError:
        # Another process created one in the same instant: the constraint keeps one at a time.
        return building.get()
    _publish_if_complete(generation.number)
    return generation


def _create_generation(simulated: bool) -> MatchGeneration:
    with repeatable_read():
        basis = current_basis()
        context = load_context(basis, simulated=simulated)
        needs = context.tables.needs
        generation = MatchGeneration.objects.create(
            simulated=simulated,
            **basis.fields,
            total=len(context.makers),
            divisions=list(needs.divisions),
            services=list(needs.services),
        )
        shards = MatchShard.objects.bulk_create(
            MatchShard(generation=generation, province=province, makers=makers)
            # The largest first, so that no worker is left with a large one at the end.
            for province, makers in sorted(
                makers_by_province(context).items(), key=lambda one: -one[1]
            )
        )
        for shard in shards:
            enqueue(MATCH, str(shard.pk))
    return generation


def compute_shard(pk: int | str) -> bool:
    """Compute and store a shard, unless it is done or another worker holds it. Returns True if it
    was done here.
    """
    try:
        return _compute_claimed(pk)
    except OperationalError as fault:
        # Another worker finished it after the snapshot of this transaction was taken.
        if not isinstance(fault.__cause__, SerializationFailure):
            raise
        return False


def _compute_claimed(pk: int | str) -> bool:
    with repeatable_read():
        # Skip, not wait: a worker that finds a shard taken has another message to serve.
        shard = (
            MatchShard.objects.select_for_update(skip_locked=True, of=("self",))
            .select_related("generation")
            .filter(pk=pk, done_at=None, generation__state=State.BUILDING)
            .first()
        )
        if shard is None:
            return False
        generation = shard.generation
        basis = current_basis()
        # Shards of two bases in one generation would list pairs that no basis gives.
        still = MatchGeneration.objects.filter(on_basis(basis), pk=generation.pk).exists()
        if still:
            context = load_context(basis, simulated=generation.simulated)
            store_province(generation, shard.province, context)
            MatchShard.objects.filter(pk=shard.pk).update(done_at=timezone.now())
    # In a transaction of its own: within the snapshot it would fail on another worker's update.
    if not still:
        _abandon(generation.number)
        return False
    _publish_if_complete(generation.number)
    return True


def store_province(generation: MatchGeneration, province: str, context: MatchContext) -> None:
    """Compute and store the strongest pairs of one province, in the caller's transaction."""
    StrongestPairs.objects.bulk_create(
        (
            StrongestPairs(
                generation=generation,
                province=province,
                division=division,
                service=service,
                packed=entries.tobytes(),
            )
            for division, service, entries in province_parts(context, province)
        ),
        # About a megabyte a statement: a row holds at most 100 pairs of 19 bytes.
        batch_size=500,
    )


def _publish_if_complete(number: int) -> None:
    """Make the generation current if no shard is left. Delete the generations before the last one,
    and abandoned ones.
    """
    with transaction.atomic():
        # Locked before the shards are counted: of two workers that finish the last two shards at
        # once, the second one sees none left.
        generation = MatchGeneration.objects.select_for_update().get(pk=number)
        left = generation.shards.filter(done_at=None)
        if generation.state != State.BUILDING or left.exists():
            return
        same = MatchGeneration.objects.filter(simulated=generation.simulated)
        same.filter(state__in=(State.PAST, State.ABANDONED)).delete()
        same.filter(state=State.CURRENT).update(state=State.PAST)
        generation.state, generation.finished_at = State.CURRENT, timezone.now()
        generation.save(update_fields=["state", "finished_at"])


def _abandon(number: int) -> None:
    with transaction.atomic():
        generation = MatchGeneration.objects.select_for_update().get(pk=number)
        if generation.state == State.BUILDING:
            log.info("generation abandoned: lists or partners changed", generation=number)
            generation.pairs.all().delete()
            generation.state, generation.finished_at = State.ABANDONED, timezone.now()
            generation.save(update_fields=["state", "finished_at"])


def compute_pending_shards() -> int:
    """Compute the shards whose message was lost. Returns how many were done here."""
    waiting = MatchShard.objects.filter(done_at=None, generation__state=State.BUILDING)
    return sum(compute_shard(pk) for pk in list(waiting.values_list("pk", flat=True)))


class _Counts(TypedDict):
    shards_all: int
    shards_done: int
    done: int
    stale: bool


def with_progress(
    generations: QuerySet[MatchGeneration], basis: Basis
) -> QuerySet[WithAnnotations[MatchGeneration, _Counts]]:
    """The generations with the counts that `generation_pace` reads, and with `stale`: the basis
    is no longer the current one.
    """
    finished = Q(shards__done_at__isnull=False)
    return generations.annotate(
        shards_all=Count("shards"),
        shards_done=Count("shards", filter=finished),
        done=Coalesce(Sum("shards__makers", filter=finished), 0),
        stale=ExpressionWrapper(~on_basis(basis), BooleanField()),
    )


def on_basis(basis: Basis) -> Q:
    """The condition that a generation was computed on the basis."""
    return Q(**basis.fields)


def generation_pace(generation: WithAnnotations[MatchGeneration, _Counts]) -> Pace:
    """The pace of a generation that `with_progress` returned."""
    end = generation.finished_at or timezone.now()
    seconds = (end - generation.started_at).total_seconds()
    rate = generation.done / seconds if generation.done and seconds > 0 else None
    return Pace(rate, (generation.total - generation.done) / rate if rate else None)


def current_generation(*, simulated: bool) -> MatchGeneration | None:
    """The generation that is read; None while none is complete."""
    return MatchGeneration.objects.filter(simulated=simulated, state=State.CURRENT).first()
