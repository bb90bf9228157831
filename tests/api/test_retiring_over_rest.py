"""Curators retire and merge partners over REST; what was answered before stays as it was said."""

import pytest

from firms import api_keys
from firms.models import Scope
from matcher.shortlists import answering
from tests.api.caller import Caller
from tests.priorities import curators
from tests.registered import ids_by_key
from webhooks.models import Event


@pytest.fixture
def keeper(firm) -> Caller:
    """A key that curates in the name of one who keeps partners."""
    user = curators.curator("keeper", "curate")
    return Caller(api_keys.issue(firm=firm, scopes=[Scope.CURATE], curator=user))


@pytest.fixture
def ids(partners) -> dict[str, int]:
    return ids_by_key()


def retire(keeper, pk, reason="deregistered"):
    return keeper.post(f"/v1/partners/{pk}/retire", {"reason": reason})


def merge(keeper, pk, into, reason="the same registration number"):
    return keeper.post(f"/v1/partners/{pk}/merge", {"into": into, "reason": reason})


def test_a_retired_partner_is_read_as_it_was_and_listed_no_more(call, keeper, ids):
    before = call.get(f"/v1/partners/{ids['a']}").json()
    done = retire(keeper, ids["a"])
    assert done.status_code == 200
    assert done.json()["retired"]["reason"] == "deregistered"
    found = call.get(f"/v1/partners/{ids['a']}").json()
    assert found == done.json()
    assert {**found, "retired": None} == before
    listed = [one["id"] for one in call.get("/v1/partners").json()["results"]]
    assert ids["a"] not in listed


def test_a_merged_partner_says_into_which_it_went(call, keeper, ids):
    assert merge(keeper, ids["a"], ids["b"]).status_code == 200
    retired = call.get(f"/v1/partners/{ids['a']}").json()["retired"]
    assert retired["merged_into"] == ids["b"]
    assert call.get(f"/v1/partners/{ids['b']}").json()["retired"] is None


def test_matches_of_a_retired_partner_are_refused_and_name_the_other(call, keeper, ids, lists):
    merge(keeper, ids["a"], ids["b"])
    refused = call.get(f"/v1/partners/{ids['a']}/matches")
    assert refused.status_code == 409
    assert refused.json()["type"] == "/problems/partner-retired"
    assert refused.json()["errors"][0]["nearest"] == [str(ids["b"])]


@pytest.mark.parametrize("how", ["retire", "merge"])
def test_a_shortlist_that_listed_it_is_answered_without_it_and_its_firm_is_told(
    call, keeper, shortlist, ids, how
):
    first = call.get(shortlist).json()
    assert ids["a"] in [entry["partner"]["id"] for entry in first["entries"]]
    done = retire(keeper, ids["a"]) if how == "retire" else merge(keeper, ids["a"], ids["b"])
    assert done.status_code == 200
    assert call.get(shortlist).json()["stale"]
    answering.sweep()
    second = call.get(shortlist).json()
    assert second["revision"] == 2
    assert ids["a"] not in [entry["partner"]["id"] for entry in second["entries"]]
    told = Event.objects.get(type="shortlist.changed")
    assert told.firm.name == "Nordtuch GmbH"
    (gone,) = [one for one in told.data["changes"] if one["partner"] == ids["a"]]
    assert (gone["old_rank"], gone["new_rank"], gone["because"]) == (1, None, [])


def test_the_stored_revision_stays_as_said_and_points_to_the_other(call, keeper, shortlist, ids):
    first = call.get(f"{shortlist}/revisions/1").json()
    merge(keeper, ids["a"], ids["b"])
    answering.sweep()
    again = call.get(f"{shortlist}/revisions/1").json()
    partner = again["entries"][0]["partner"]
    assert (partner["id"], partner["retired"], partner["merged_into"]) == (
        ids["a"],
        True,
        ids["b"],
    )
    for answer in (first, again):
        for entry in answer["entries"]:
            # Who the partner is; its names are those of today.
            entry["partner"] = entry["partner"]["id"]
    assert again["entries"] == first["entries"]


def test_who_does_not_want_a_partner_does_not_want_what_it_is_read_as(call, keeper, knitwear, ids):
    unwanted = {**knitwear, "exclude": [ids["a"]]}
    before = call.post("/v1/rank", unwanted).json()
    assert ids["b"] in [entry["partner"]["id"] for entry in before["entries"]]
    merge(keeper, ids["a"], ids["b"])
    after = call.post("/v1/rank", unwanted).json()
    assert ids["b"] not in [entry["partner"]["id"] for entry in after["entries"]]
    assert after["understood"]["exclude"] == sorted([ids["a"], ids["b"]])


def test_the_events_are_in_the_feed_of_every_firm(stranger, keeper, ids):
    retire(keeper, ids["a"])
    merge(keeper, ids["b"], ids["c"])
    told = stranger.get("/v1/events").json()["results"]
    assert [(one["type"], one["data"]) for one in told] == [
        ("partner.retired", {"partner": ids["a"], "reason": "deregistered"}),
        ("partner.merged", {"partner": ids["b"], "into": ids["c"]}),
    ]


@pytest.mark.parametrize(
    ("partner", "into", "said"),
    [("a", "a", "into itself"), ("a", "d", "is simulated"), ("a", None, "no partner has the id")],
)
def test_what_cannot_be_merged_is_refused_at_its_place(keeper, ids, partner, into, said):
    refused = merge(keeper, ids[partner], ids[into] if into else 2**63 - 1)
    assert refused.status_code == 409
    (error,) = refused.json()["errors"]
    assert error["pointer"] == "/into"
    assert said in error["detail"]


def test_retiring_twice_is_refused(keeper, ids):
    retire(keeper, ids["a"])
    refused = retire(keeper, ids["a"])
    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/partner-retired")
    assert Event.objects.count() == 1


@pytest.mark.parametrize(
    ("verb", "body", "pointer"),
    [
        ("retire", {}, "/reason"),
        ("retire", {"reason": "  "}, "/reason"),
        ("retire", {"reason": "x" * 201}, "/reason"),
        ("retire", {"reason": "closed", "into": 1}, "/into"),
        ("merge", {"reason": "closed"}, "/into"),
        ("merge", {"reason": "closed", "into": "1"}, "/into"),
        ("merge", {"reason": "closed", "into": 2**63}, "/into"),
    ],
)
def test_a_body_of_another_shape_is_refused_at_its_place(keeper, ids, verb, body, pointer):
    refused = keeper.post(f"/v1/partners/{ids['a']}/{verb}", body)
    assert refused.status_code == 400
    assert [error["pointer"] for error in refused.json()["errors"]] == [pointer]
    assert not Event.objects.exists()


@pytest.mark.parametrize("pk", [999_999, 10**30])
def test_an_unknown_partner_is_not_found(keeper, partners, pk):
    assert retire(keeper, pk).status_code == 404
    assert merge(keeper, pk, 1).status_code == 404


def test_a_curator_of_lists_alone_may_not(curator, ids):
    refused = retire(curator, ids["a"])
    assert (refused.status_code, refused.json()["type"]) == (403, "/problems/not-a-curator")
