"""Matches of all partners: computed in even shards, stored beside the current generation, and read
only once they are complete.

A worker claims a shard by locking its row; the shard's lists and its `done_at` are committed
together, so that a worker that dies leaves a shard that is not done. The worker of the last shard
makes the generation current. Where partners, lists or the day change meanwhile, the generation is
abandoned.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypedDict

import structlog
from django.db import IntegrityError, OperationalError, transaction
from django.db.models import BooleanField, Count, ExpressionWrapper, Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone
from psycopg.errors import SerializationFailure

from core.task_queue import enqueue
from core.transactions import repeatable_read
from matcher.basis import Basis, current_basis
from matcher.matches import match_store, pair_store
from matcher.matches.match_context import OTHER_ROLE, MatchContext, load_context
from matcher.matches.packing import pack_lists
from matcher.matches.parties import MAKES, PartyGroups
from matcher.matches.party_slices import slice_groups
from matcher.matches.strongest_pairs import province_of_area
from matcher.matches.top_matches import best_counterparts
from matcher.models import MatchGeneration, MatchShard
from matcher.task_names import MATCH

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

log = structlog.get_logger(__name__)
SHARDS = 64
State = MatchGeneration.State


@dataclass(frozen=True)
class GenerationProgress:
    """The progress of a generation. `rate`: parties a second; `left`: seconds that are left, None
    until the first shard is done.
    """

    done: int
    total: int
    shards_done: int
    shards: int
    rate: float | None
    left: float | None


def start_generation(role: str, *, simulated: bool) -> MatchGeneration:
    """A new generation on the current basis, its shards enqueued; where one is being built already,
    that one.
    """
    going = MatchGeneration.objects.filter(role=role, simulated=simulated, state=State.BUILDING)
    if found := going.first():
        return found
    try:
        generation = _create_generation(role, simulated)
    except IntegrityError:
        # Another process began one in the same instant: the constraint keeps one at a time.
        return going.get()
    _publish_if_complete(generation.number)
    return generation


def _create_generation(role: str, simulated: bool) -> MatchGeneration:
    with repeatable_read():
        basis = current_basis()
        context = load_context(basis, simulated=simulated)
        groups, needs = context.canonical_groups[role], context.tables.needs
        generation = MatchGeneration.objects.create(
            role=role,
            simulated=simulated,
            model=basis.model,
            policy=basis.policy,
            partners=basis.partners,
            as_of=basis.as_of,
            total=len(groups),
            divisions=list(needs.divisions),
            services=list(needs.services),
        )
        match_store.create_partition(generation.number)
        shards = MatchShard.objects.bulk_create(
            MatchShard(
                generation=generation,
                number=n,
                first=first,
                last=last,
                parties=parties,
                province=_province_begun(context, first) if role == MAKES else None,
            )
            for n, (first, last, parties) in enumerate(even_shares(groups))
        )
        for shard in shards:
            enqueue(MATCH, str(shard.pk))
    return generation


def _province_begun(context: MatchContext, first: int) -> str | None:
    """The province whose makers begin with this group; None where they began before it."""
    area, areas = context.canonical_groups[MAKES].area, context.tables.areas
    province = province_of_area(areas, int(area[first]))
    begun = first > 0 and province_of_area(areas, int(area[first - 1])) == province
    return None if begun else province


def even_shares(side: PartyGroups) -> Iterator[tuple[int, int, int]]:
    """(first group, last group, parties) of shares that end at a province's border or when they
    hold a 64th of all.
    """
    enough = max(1, len(side) // SHARDS)
    first = 0
    for group in range(1, side.group_count + 1):
        parties = int(side.ptr[group] - side.ptr[first])
        at_border = group < side.group_count and side.area[group] != side.area[first]
        if group == side.group_count or at_border or parties >= enough:
            yield first, group, parties
            first = group


def compute_shard(pk: int | str) -> bool:
    """Compute and store a shard, unless it is done or another worker holds it; was it done here?"""
    try:
        return _compute_claimed(pk)
    except OperationalError as fault:
        # Another worker finished it after the snapshot of this transaction was taken.
        if not isinstance(fault.__cause__, SerializationFailure):
            raise
        return False


def _compute_claimed(pk: int | str) -> bool:
    with repeatable_read():
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
        still = MatchGeneration.objects.filter(on_basis(basis), pk=generation.pk).exists()
        if still:
            _store(shard, load_context(basis, simulated=generation.simulated))
    if not still:
        _abandon(generation.number)
        return False
    _publish_if_complete(generation.number)
    return True


def _store(shard: MatchShard, context: MatchContext) -> None:
    role = shard.generation.role
    others = context.groups[OTHER_ROLE[role]]
    askers = slice_groups(context.canonical_groups[role], shard.first, shard.last)
    keys = best_counterparts(context.tables, askers, others, match_store.KEPT)
    packed = pack_lists(context.tables, askers, others, keys)
    match_store.copy_into(shard.generation_id, askers.parties.ids, packed)
    if shard.province is not None:
        pair_store.store_province(shard.generation, shard.province, context)
    MatchShard.objects.filter(pk=shard.pk).update(done_at=timezone.now())


def _publish_if_complete(number: int) -> None:
    """Make the generation current once no shard is left. Generations before the last one are
    dropped, and abandoned ones.
    """
    with transaction.atomic():
        generation = MatchGeneration.objects.select_for_update().get(pk=number)
        left = generation.shards.filter(done_at=None)
        if generation.state != State.BUILDING or left.exists():
            return
        match_store.attach_partition(number)
        same = MatchGeneration.objects.filter(role=generation.role, simulated=generation.simulated)
        for old in same.filter(state=State.PAST):
            match_store.drop_partition(old.number)
            old.delete()
        same.filter(state=State.ABANDONED).delete()
        same.filter(state=State.CURRENT).update(state=State.PAST)
        generation.state, generation.finished_at = State.CURRENT, timezone.now()
        generation.save(update_fields=["state", "finished_at"])


def _abandon(number: int) -> None:
    with transaction.atomic():
        generation = MatchGeneration.objects.select_for_update().get(pk=number)
        if generation.state == State.BUILDING:
            log.info("generation abandoned: lists or partners changed", generation=number)
            match_store.drop_partition(number)
            generation.pairs.all().delete()
            generation.state, generation.finished_at = State.ABANDONED, timezone.now()
            generation.save(update_fields=["state", "finished_at"])


def compute_pending_shards() -> int:
    """Compute the shards whose message was lost; how many were done here."""
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
    """The generations with the counts of `generation_progress`, and `stale`: of another basis."""
    finished = Q(shards__done_at__isnull=False)
    return generations.annotate(
        shards_all=Count("shards"),
        shards_done=Count("shards", filter=finished),
        done=Coalesce(Sum("shards__parties", filter=finished), 0),
        stale=ExpressionWrapper(~on_basis(basis), BooleanField()),
    )


def on_basis(basis: Basis) -> Q:
    return Q(model=basis.model, policy=basis.policy, partners=basis.partners, as_of=basis.as_of)


def generation_progress(
    generation: WithAnnotations[MatchGeneration, _Counts], now: dt.datetime | None = None
) -> GenerationProgress:
    """The progress of a generation that `with_progress` gave."""
    end = generation.finished_at or now or timezone.now()
    seconds = (end - generation.started_at).total_seconds()
    done = generation.done
    rate = done / seconds if done and seconds > 0 else None
    left = (generation.total - done) / rate if rate else None
    return GenerationProgress(
        done, generation.total, generation.shards_done, generation.shards_all, rate, left
    )


def current_generation(role: str, *, simulated: bool) -> MatchGeneration | None:
    """The generation that is read; None where none is complete."""
    found = MatchGeneration.objects.filter(role=role, simulated=simulated, state=State.CURRENT)
    return found.first()


def stored_list(partner: int, role: str, *, simulated: bool) -> list[dict[str, int]]:
    """The partner's list in the current generation: see `packing.ENTRY`."""
    generation = current_generation(role, simulated=simulated)
    return match_store.load_list(generation.number, partner) if generation else []
