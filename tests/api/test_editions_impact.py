"""GET /v1/editions/{id}/impact: what publishing would move, and what it moved."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.clock import today
from matcher.matches.partner_matches import matches_of_partner
from matcher.models import Shortlist
from matcher.shortlists import staleness
from tests.api.desk import added, changed, done


@pytest.fixture
def draft(desk):
    """A draft of Guangdong that is short of e-commerce support."""
    return desk.revise(desk.open(), added(targets=["PS033"], signal="shortage"))


def impact(caller, edition, query=""):
    return done(caller.get(f"{edition.json()['location']}/impact{query}")).json()


def points(maker, provider, service):
    """Points of the match as the maker's own list shows them, None where it is not there."""
    listed = matches_of_partner(maker, service=service, k=100).providers
    return next((one.points for one in listed if one.provider == provider), None)


def moved_points(found, side):
    return {
        (one["maker"]["id"], one["provider"]["id"], one["service"]["code"]): one[side]["points"]
        for one in found["moves"]
    }


def test_a_draft_tells_what_publishing_it_then_moves(call, curator, desk, draft, shortlist, pks):
    told = impact(curator, draft)
    assert told["makers"] == 2  # both of Guangdong
    assert len(told["moves"]) == 2
    before = moved_points(told, "before")
    assert before == {key: points(*key) for key in before}
    desk.put_through(draft)
    after = moved_points(told, "after")
    assert after == {key: points(*key) for key in after}
    assert set(after) == {(pks[one], pks["platform"], "PS033") for one in "ab"}
    assert all(after[key] > before[key] for key in after)
    # Who stands around a maker is computed when it is asked for: no shortlist holds it.
    assert told["shortlists"] == staleness.due(today()).count() == 0


def test_a_draft_tells_how_many_shortlists_it_touches(curator, desk, shortlist):
    draft = desk.revise(desk.open(), added(targets=["C182"], signal="support"))
    told = impact(curator, draft)
    assert Shortlist.objects.count() == 1
    desk.put_through(draft)
    assert told["shortlists"] == staleness.due(today()).count() == 1


def test_a_published_edition_tells_what_its_publication_moved(curator, desk, draft, shortlist):
    told = impact(curator, draft)
    edition = desk.put_through(draft)
    assert impact(curator, edition) == told | {"basis": impact(curator, edition)["basis"]}


def test_the_priority_behind_a_move_is_named(curator, draft):
    for move in impact(curator, draft)["moves"]:
        assert move["before"]["priority"] is None
        assert move["after"]["priority"]["title_en"] == "New"


def test_the_impact_of_another_title_is_none_on_matches(curator, desk):
    draft = desk.revise(desk.open(), changed("PP2", title_en="Other words"))
    found = impact(curator, draft)
    assert (found["makers"], found["moves"]) == (0, [])


def test_the_limit_sets_the_number_of_moves(curator, draft):
    (one,) = impact(curator, draft, "?limit=1")["moves"]
    assert one == impact(curator, draft)["moves"][0]
    address = f"{draft.json()['location']}/impact"
    assert curator.get(f"{address}?limit=0").status_code == 400


def test_a_withdrawal_has_an_impact(curator, desk, draft):
    edition = desk.put_through(draft)
    asked = curator.post(f"{edition.json()['location']}/withdraw", {"reason": "Not ours."})
    for move in impact(curator, done(asked, 201))["moves"]:
        assert move["before"]["points"] > move["after"]["points"]
        assert move["after"]["priority"] is None


def test_only_keys_of_curators_see_the_impact(call, curator, draft):
    assert call.get(f"{draft.json()['location']}/impact").status_code == 403
    assert curator.get("/v1/editions/999999/impact").status_code == 404


def test_the_impact_writes_nothing(curator, draft):
    with CaptureQueriesContext(connection) as queries:
        impact(curator, draft)
    written = ("INSERT", "UPDATE", "DELETE")
    assert not [one for one in queries if one["sql"].startswith(written)]
