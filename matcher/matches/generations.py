"""Matches of everybody: computed in even shards, stored beside the old ones, shown all at once.

A shard is claimed by locking its row; its lists and its `done_at` are committed together. A
worker that dies leaves a shard that is simply not done. Whoever does the last one moves the
pointer. Where partners, lists or the day move meanwhile, the run is given up.
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
from matcher import basis as bases
from matcher.basis import Basis
from matcher.matches import match_store, partner_matches, top_matches
from matcher.matches.packing import pack
from matcher.matches.parties import Side
from matcher.matches.party_slices import slice_of
from matcher.models import MatchGeneration, MatchShard
from matcher.task_names import MATCH

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

log = structlog.get_logger(__name__)
SHARDS = 64
State = MatchGeneration.State


@dataclass(frozen=True)
class Progress:
    """How far a generation is. `rate`: parties a second; `left`: seconds to go, None until
    the first shard is done.
    """

    done: int
    total: int
    shards_done: int
    shards: int
    rate: float | None
    left: float | None


def start(role: str, *, simulated: bool) -> MatchGeneration:
    """Begin a generation on the current basis and ring for its shards; the one that is being
    built already, where there is one.
    """
    going = MatchGeneration.objects.filter(role=role, simulated=simulated, state=State.BUILDING)
    if found := going.first():
        return found
    try:
        generation = _start(role, simulated)
    except IntegrityError:
        # Somebody else began one in the same instant.
        return going.get()
    _finish(generation.number)
    return generation


def _start(role: str, simulated: bool) -> MatchGeneration:
    with repeatable_read():
        basis = bases.read()
        side = partner_matches.stand(basis, simulated=simulated).shared[role]
        generation = MatchGeneration.objects.create(
            role=role,
            simulated=simulated,
            model=basis.model,
            policy=basis.policy,
            partners=basis.partners,
            as_of=basis.as_of,
            total=len(side),
        )
        match_store.create_partition(generation.number)
        shards = MatchShard.objects.bulk_create(
            MatchShard(generation=generation, number=n, first=first, last=last, parties=parties)
            for n, (first, last, parties) in enumerate(even_shares(side))
        )
        for shard in shards:
            enqueue(MATCH, str(shard.pk))
    return generation


def even_shares(side: Side) -> Iterator[tuple[int, int, int]]:
    """(first group, last group, parties) of shares that end at a province's border or when they
    hold a 64th of all.
    """
    enough = max(1, len(side) // SHARDS)
    first = 0
    for group in range(1, side.groups + 1):
        parties = int(side.ptr[group] - side.ptr[first])
        at_border = group < side.groups and side.area[group] != side.area[first]
        if group == side.groups or at_border or parties >= enough:
            yield first, group, parties
            first = group


def do(pk: int | str) -> bool:
    """Compute and store a shard, unless it is done or somebody else is at it; was it done here?"""
    try:
        return _do(pk)
    except OperationalError as fault:
        # Somebody else finished it after this transaction's snapshot was taken.
        if not isinstance(fault.__cause__, SerializationFailure):
            raise
        return False


def _do(pk: int | str) -> bool:
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
        basis = bases.read()
        still = MatchGeneration.objects.filter(on_basis(basis), pk=generation.pk).exists()
        if still:
            _store(shard, partner_matches.stand(basis, simulated=generation.simulated))
    if not still:
        _give_up(generation.number)
        return False
    _finish(generation.number)
    return True


def _store(shard: MatchShard, context: partner_matches.MatchContext) -> None:
    role = shard.generation.role
    others = context.sides[partner_matches.OTHER[role]]
    askers = slice_of(context.shared[role], shard.first, shard.last)
    keys = top_matches.top(context.terms, askers, others, match_store.KEPT)
    packed = pack(context.terms, askers, others, keys)
    match_store.copy_into(shard.generation_id, askers.parties.ids, packed)
    MatchShard.objects.filter(pk=shard.pk).update(done_at=timezone.now())


def _finish(number: int) -> None:
    """Move the pointer once no shard is left. Generations before the last are dropped, and what
    was given up.
    """
    with transaction.atomic():
        generation = MatchGeneration.objects.select_for_update().get(pk=number)
        left = generation.shards.filter(done_at=None)
        if generation.state != State.BUILDING or left.exists():
            return
        match_store.attach_partition(number)
        same = MatchGeneration.objects.filter(role=generation.role, simulated=generation.simulated)
        for old in same.filter(state=State.PAST):
            match_store.drop(old.number)
            old.delete()
        same.filter(state=State.OVERTAKEN).delete()
        same.filter(state=State.CURRENT).update(state=State.PAST)
        generation.state, generation.finished_at = State.CURRENT, timezone.now()
        generation.save(update_fields=["state", "finished_at"])


def _give_up(number: int) -> None:
    with transaction.atomic():
        generation = MatchGeneration.objects.select_for_update().get(pk=number)
        if generation.state == State.BUILDING:
            log.info("matches given up: lists or partners moved", generation=number)
            match_store.drop(number)
            generation.state, generation.finished_at = State.OVERTAKEN, timezone.now()
            generation.save(update_fields=["state", "finished_at"])


def sweep() -> int:
    """Do the shards that nobody rang for; how many were done here."""
    waiting = MatchShard.objects.filter(done_at=None, generation__state=State.BUILDING)
    return sum(do(pk) for pk in list(waiting.values_list("pk", flat=True)))


class _Counted(TypedDict):
    shards_all: int
    shards_done: int
    done: int
    stale: bool


def with_progress(
    generations: QuerySet[MatchGeneration], basis: Basis
) -> QuerySet[WithAnnotations[MatchGeneration, _Counted]]:
    """The generations, each with what `progress` counts, and `stale`: is it of another basis?"""
    finished = Q(shards__done_at__isnull=False)
    return generations.annotate(
        shards_all=Count("shards"),
        shards_done=Count("shards", filter=finished),
        done=Coalesce(Sum("shards__parties", filter=finished), 0),
        stale=ExpressionWrapper(~on_basis(basis), BooleanField()),
    )


def on_basis(basis: Basis) -> Q:
    return Q(model=basis.model, policy=basis.policy, partners=basis.partners, as_of=basis.as_of)


def progress(
    generation: WithAnnotations[MatchGeneration, _Counted], now: dt.datetime | None = None
) -> Progress:
    """How far one `with_progress` is."""
    end = generation.finished_at or now or timezone.now()
    seconds = (end - generation.started_at).total_seconds()
    done = generation.done
    rate = done / seconds if done and seconds > 0 else None
    left = (generation.total - done) / rate if rate else None
    return Progress(
        done, generation.total, generation.shards_done, generation.shards_all, rate, left
    )


def current(role: str, *, simulated: bool) -> MatchGeneration | None:
    """The generation that is read."""
    found = MatchGeneration.objects.filter(role=role, simulated=simulated, state=State.CURRENT)
    return found.first()


def stored(partner: int, role: str, *, simulated: bool) -> list[dict[str, int]]:
    """The partner's list in the current generation: see `packing.ENTRY`."""
    generation = current(role, simulated=simulated)
    return match_store.read(generation.number, partner) if generation else []
