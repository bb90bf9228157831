"""The admin shows how far generations are, and why shortlists are refused."""

import pytest

from matcher.briefs import submit
from matcher.matches import generations
from matcher.models import Shortlist
from tests.matcher.market import open_market
from tests.priorities.admin_desk import Desk
from tests.priorities.curators import staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(reference) -> Desk:
    return Desk(staff("operator", "Operators"))


def page(desk: Desk, path: str) -> str:
    found = desk.client.get(f"/admin/matcher/{path}")
    assert found.status_code == 200
    return found.content.decode()


def test_a_generation_shows_how_far_it_is(desk):
    open_market()
    generation = generations.start_generation(simulated=False)
    shards = generation.shards.count()
    assert f"0 of {generation.total:,} in 0 of {shards} shards" in page(desk, "matchgeneration/")
    generations.compute_shard(generation.shards.first().pk)
    told = f"in 1 of {shards} shards"
    assert told in page(desk, "matchgeneration/")
    assert told in page(desk, f"matchgeneration/{generation.pk}/change/")


def test_a_refused_shortlist_shows_why_and_can_be_found(desk, firm, maker, knitwear):
    maker("a")
    refused, pending = (
        submit.submit(firm=firm, asked=knitwear | {"title": t}) for t in ("Alpha", "Beta")
    )
    fault = {"pointer": "/datasets/0", "detail": "no such dataset", "nearest": ["own-list"]}
    Shortlist.objects.filter(pk=refused.pk).update(checked_version=1, refused=[fault])
    assert "/datasets/0: no such dataset (nearest: own-list)" in page(
        desk, f"shortlist/{refused.pk}/change/"
    )
    found = page(desk, "shortlist/?state=refused")
    assert "Alpha" in found
    assert "Beta" not in found
    assert "Beta" in page(desk, "shortlist/?state=pending")
    assert pending.state is Shortlist.State.PENDING
