"""Everybody's matches: in shares, stored beside the old ones, shown all at once."""

import pytest
from django.core.management import call_command
from django.db import connection

from matcher.basis import current_basis
from matcher.matches import generations, match_context, partner_matches
from matcher.models import MatchGeneration, MatchShard
from tests.matcher.market import open_market

pytestmark = pytest.mark.django_db
State = MatchGeneration.State


@pytest.fixture
def market(reference):
    open_market()


def shards(generation):
    return list(generation.shards.values_list("pk", flat=True))


def listed(role):
    """Whoever is on the side, with the list that is stored for it."""
    ids = match_context._kept[False].groups[role].parties.ids.tolist()
    return {pk: generations.stored_list(pk, role, simulated=False) for pk in ids}


def progress(generation):
    same = MatchGeneration.objects.filter(pk=generation.pk)
    return generations.generation_progress(generations.with_progress(same, current_basis()).get())


def test_every_stored_list_is_what_one_would_be_told_at_once(market):
    for role in match_context.ROLES:
        generation = generations.start_generation(role, simulated=False)
        for pk in shards(generation):
            assert generations.compute_shard(pk)
        for pk, entries in listed(role).items():
            found = partner_matches.matches_of_partner(pk)
            matches = found.providers if role == "makes" else found.makers
            told = [one.provider if role == "makes" else one.maker for one in matches]
            assert [entry["id"] for entry in entries] == told
            for entry, match in zip(entries, matches, strict=True):
                values = {one.name: one.value for one in match.components}
                assert {name: entry[name] for name in values} == values
                assert entry["points"] == match.points
                services = match_context._kept[False].tables.needs.services
                assert services[entry["service"]] in (match.need[1], match.need[1][:4])


def test_nothing_is_shown_before_all_is_done(market):
    generation = generations.start_generation("makes", simulated=False)
    first, *rest = shards(generation)
    assert rest
    generations.compute_shard(first)
    assert generations.current_generation("makes", simulated=False) is None
    found = progress(generation)
    assert 0 < found.done < found.total
    assert found.left > 0
    for pk in rest:
        generations.compute_shard(pk)
    assert generations.current_generation("makes", simulated=False) == generation
    assert progress(generation).left == 0


def test_a_share_is_done_once(market):
    generation = generations.start_generation("makes", simulated=False)
    pk = shards(generation)[0]
    assert generations.compute_shard(pk)
    assert not generations.compute_shard(pk)


def test_a_killed_workers_share_is_done_again(market, monkeypatch):
    generation = generations.start_generation("makes", simulated=False)
    pk = shards(generation)[0]
    kept = generations.pack_lists
    monkeypatch.setattr(
        generations, "pack_lists", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt)
    )
    with pytest.raises(KeyboardInterrupt):
        generations.compute_shard(pk)
    monkeypatch.setattr(generations, "pack_lists", kept)
    assert MatchShard.objects.get(pk=pk).done_at is None
    assert generations.compute_pending_shards() == len(shards(generation))
    generation.refresh_from_db()
    assert generation.state == State.CURRENT


def test_partners_that_move_meanwhile_end_the_run(market, maker):
    generation = generations.start_generation("makes", simulated=False)
    first, second, *_ = shards(generation)
    generations.compute_shard(first)
    maker("late")
    assert not generations.compute_shard(second)
    generation.refresh_from_db()
    assert generation.state == State.ABANDONED


def test_one_generation_is_built_at_a_time(market):
    one = generations.start_generation("makes", simulated=False)
    assert generations.start_generation("makes", simulated=False) == one
    assert generations.start_generation("serves", simulated=False) != one


def test_the_last_two_generations_are_kept(market):
    for _ in range(3):
        call_command("match")
    states = MatchGeneration.objects.filter(role="makes").values_list("state", flat=True)
    assert list(states) == [State.CURRENT, State.PAST]
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(DISTINCT generation) FROM matcher_match")
        assert cursor.fetchone() == (4,)


def test_nobody_to_match_is_a_generation_too(reference):
    call_command("match", demonstration=True)
    generation = generations.current_generation("makes", simulated=True)
    assert generation.total == 0
    assert generations.stored_list(1, "makes", simulated=True) == []
