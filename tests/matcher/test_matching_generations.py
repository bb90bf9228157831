"""Generations of matches: computed by province, stored beside the old ones, shown all at once."""

import numpy as np
import pytest
from django.core.management import call_command

from core.transactions import repeatable_read
from matcher.loaded import current_basis
from matcher.matches import generations
from matcher.matches.match_context import load_context
from matcher.matches.pair_entries import PAIR
from matcher.matches.strongest_pairs import MOST_PAIRS, PairQuery, compute_pairs
from matcher.models import MatchGeneration, MatchShard
from tests.matcher.market import open_market

pytestmark = pytest.mark.django_db
State = MatchGeneration.State


@pytest.fixture
def market(reference):
    open_market()


def shards(generation):
    return list(generation.shards.values_list("pk", flat=True))


def progress(generation):
    same = MatchGeneration.objects.filter(pk=generation.pk)
    return generations.with_progress(same, current_basis()).get()


def test_the_stored_pairs_of_a_province_are_those_computed_at_once(market):
    generation = generations.start_generation(simulated=False)
    assert generations.compute_pending_shards() == len(shards(generation)) > 1
    with repeatable_read():
        context = load_context(current_basis(), simulated=False)
    for shard in generation.shards.all():
        computed = compute_pairs(context, PairQuery(shard.province), MOST_PAIRS)
        stored = generation.pairs.filter(province=shard.province, division="", service="").first()
        entries = np.frombuffer(stored.packed, PAIR) if stored else np.zeros(0, PAIR)
        assert entries.tolist() == computed.tolist()
    assert sum(shard.makers for shard in generation.shards.all()) == generation.total


def test_nothing_is_shown_before_all_is_done(market):
    generation = generations.start_generation(simulated=False)
    first, *rest = shards(generation)
    assert rest
    generations.compute_shard(first)
    assert generations.current_generation(simulated=False) is None
    found = progress(generation)
    assert 0 < found.done < found.total
    assert generations.generation_pace(found).left > 0
    for pk in rest:
        generations.compute_shard(pk)
    assert generations.current_generation(simulated=False) == generation
    assert generations.generation_pace(progress(generation)).left == 0


def test_a_shard_is_done_once(market):
    generation = generations.start_generation(simulated=False)
    pk = shards(generation)[0]
    assert generations.compute_shard(pk)
    assert not generations.compute_shard(pk)


def test_the_shard_of_a_killed_worker_is_done_again(market, monkeypatch):
    generation = generations.start_generation(simulated=False)
    pk = shards(generation)[0]
    store = generations.store_province

    def killed_after_storing(generation, province, context):
        store(generation, province, context)
        raise KeyboardInterrupt

    monkeypatch.setattr(generations, "store_province", killed_after_storing)
    with pytest.raises(KeyboardInterrupt):
        generations.compute_shard(pk)
    monkeypatch.setattr(generations, "store_province", store)
    assert MatchShard.objects.get(pk=pk).done_at is None
    assert not generation.pairs.exists()
    assert generations.compute_pending_shards() == len(shards(generation))
    generation.refresh_from_db()
    assert generation.state == State.CURRENT


def test_partners_that_change_meanwhile_end_the_run(market, maker):
    generation = generations.start_generation(simulated=False)
    first, second, *_ = shards(generation)
    generations.compute_shard(first)
    maker("late")
    assert not generations.compute_shard(second)
    generation.refresh_from_db()
    assert generation.state == State.ABANDONED
    assert not generation.pairs.exists()


def test_one_generation_of_a_kind_is_built_at_a_time(market):
    one = generations.start_generation(simulated=False)
    assert generations.start_generation(simulated=False) == one


def test_the_last_two_generations_are_kept(market):
    for _ in range(3):
        call_command("match")
    states = MatchGeneration.objects.values_list("state", flat=True)
    assert list(states) == [State.CURRENT, State.PAST]


def test_a_generation_without_a_maker_is_complete_at_once(reference):
    call_command("match", demonstration=True)
    generation = generations.current_generation(simulated=True)
    assert generation.total == 0
