"""Each problem suggests what to do next, with the nearest right values where there are any."""

import pytest

from api.problems.problem_kinds import PROBLEM_KINDS


def suggestion(response):
    return response.json()["suggestion"]


def test_every_kind_has_one_sentence():
    for kind in PROBLEM_KINDS.values():
        assert kind.suggestion.endswith("."), kind.slug
        assert ". " not in kind.suggestion, kind.slug


def test_the_nearest_right_value_is_suggested_at_its_place(call, knitwear):
    refused = call.post("/v1/rank", {**knitwear, "seeking": "manufacter"})
    assert suggestion(refused) == ("Use manufacturer for /seeking, and send the request again.")


def test_of_several_right_values_three_are_suggested(call, knitwear):
    refused = call.get("/v1/shortlists?status=done")
    assert suggestion(refused).startswith("Use pending, answered or refused for status")


def test_without_a_right_value_the_kind_suggests(call, knitwear):
    refused = call.post("/v1/rank", {**knitwear, "title": ""})
    assert suggestion(refused) == PROBLEM_KINDS["brief-not-understood"].suggestion


@pytest.mark.parametrize(
    ("method", "path", "slug"),
    [("GET", "/v1/nothing", "not-found"), ("DELETE", "/v1/rank", "method-not-allowed")],
)
def test_what_reaches_no_operation_has_one_too(call, method, path, slug):
    assert suggestion(call(method, path)) == PROBLEM_KINDS[slug].suggestion


def test_the_page_of_a_kind_tells_it(client, db):
    page = client.get("/problems/four-eyes").content.decode()
    assert page.endswith(f"{PROBLEM_KINDS['four-eyes'].suggestion}\n")
