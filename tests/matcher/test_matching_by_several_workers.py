"""Workers at one generation do not wait for each other, do each shard once, and one ends it."""

import threading

import pytest
from django.db import connection

from matcher.matches import generations, partner_matches
from matcher.models import MatchGeneration
from partners.intake.reference_files import load_reference
from tests.matcher.market import open_market
from tests.seeded import SEEDS

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(count, work):
    """Run the work in so many threads; what each returned or raised."""
    found = []

    def run():
        try:
            found.append(work())
        except Exception as fault:
            found.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return found


@pytest.fixture
def market(transactional_db):
    load_reference(SEEDS)
    open_market()


def test_each_shard_is_done_once_and_the_generation_ends(market):
    generation = generations.start_generation(simulated=False)
    done = at_once(3, generations.compute_pending_shards)
    assert sum(done) == generation.shards.count()
    generation.refresh_from_db()
    assert generation.state == MatchGeneration.State.CURRENT
    stored = set(generation.pairs.values_list("province", flat=True))
    assert stored
    assert stored <= set(generation.shards.values_list("province", flat=True))


def test_starting_twice_at_once_makes_one_generation(market):
    partner_matches.matches_of_partner(1)
    begun = at_once(2, lambda: generations.start_generation(simulated=False))
    assert MatchGeneration.objects.count() == 1
    assert begun == [MatchGeneration.objects.get()] * 2
