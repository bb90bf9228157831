"""A refusal tells 20 faults and counts the others; it searches for those that it tells alone."""

import difflib
import json
from typing import Any

import pytest

from api.problems.problem_body import MAX_ERRORS
from priorities.models import Edition

# An unknown certificate is free text, and the lexicon searches no name that is near by letters.
LISTS = ("provinces", "languages", "markets", "require", "datasets")
# Two searches for a sector, one for any other name.
MOST_SEARCHES = 2 * MAX_ERRORS


@pytest.fixture
def searches(monkeypatch) -> list[str]:
    """The words for which the nearest was searched."""
    found: list[str] = []
    search = difflib.get_close_matches

    def counted(word, *args: Any, **options: Any):
        found.append(word)
        return search(word, *args, **options)

    monkeypatch.setattr(difflib, "get_close_matches", counted)
    return found


@pytest.fixture
def draft(desk) -> str:
    """The address of a draft."""
    desk.open()
    return f"/v1/editions/{Edition.objects.open().get().pk}"


def test_the_unknown_names_of_a_brief(call, knitwear, searches):
    wrong = {name: [f"nothing {n}" for n in range(50)] for name in LISTS}
    refused = call.post("/v1/rank", {**knitwear, **wrong}).json()
    assert len(refused["errors"]) == MAX_ERRORS
    assert refused["more_errors"] == 50 * len(LISTS) - MAX_ERRORS
    assert refused["detail"].endswith("; and 247 more")
    assert 0 < len(searches) <= MOST_SEARCHES


def test_the_unknown_fields_of_a_brief(call, knitwear, searches):
    refused = call.post("/v1/rank", {**knitwear, **{f"field {n}": 0 for n in range(50_000)}})
    assert len(refused.json()["errors"]) == MAX_ERRORS
    assert refused.json()["more_errors"] == 50_000 - MAX_ERRORS
    assert refused.json()["detail"].endswith("; and 49,997 more")
    assert 0 < len(searches) <= MOST_SEARCHES


def test_the_unknown_fields_and_words_of_a_lists_rows(curator, draft, searches):
    row = {"stage": "nothing", "signal": "nothing", **{f"field {n}": n for n in range(20)}}
    refused = curator.patch(draft, {"priorities": [row] * 500}, If_Match='"1"').json()
    assert len(refused["errors"]) == MAX_ERRORS
    assert refused["more_errors"] > 500 * 22 - MAX_ERRORS
    assert 0 < len(searches) <= MOST_SEARCHES


def test_the_unknown_codes_of_a_lists_rows(curator, draft, searches):
    (row, *_) = curator.get(draft).json()["priorities"]
    row |= {
        "key": "",
        "targets": [f"C{n}" for n in range(50)],
        "places": [f"99{n}" for n in range(50)],
    }
    refused = curator.patch(draft, {"priorities": [row] * 200}, If_Match='"1"').json()
    assert len(refused["errors"]) == MAX_ERRORS
    assert refused["more_errors"] > 200 * 90
    assert 0 < len(searches) <= MOST_SEARCHES


def test_the_unknown_keys_of_a_lists_rows(curator, draft, searches):
    (row, *_) = curator.get(draft).json()["priorities"]
    rows = [{**row, "key": f"PP{n}"} for n in range(100, 600)]
    refused = curator.patch(draft, {"priorities": rows}, If_Match='"1"').json()
    assert (len(refused["errors"]), refused["more_errors"]) == (MAX_ERRORS, 500 - MAX_ERRORS)
    assert 0 < len(searches) <= MOST_SEARCHES


def test_the_unknown_names_of_a_webhook(call, lists, searches):
    wrong = {
        name: [f"nothing {n}" for n in range(50)] for name in ("types", "provinces", "sectors")
    }
    refused = call.post("/v1/webhooks", {"url": "https://example.org/", **wrong}).json()
    assert (len(refused["errors"]), refused["more_errors"]) == (MAX_ERRORS, 150 - MAX_ERRORS)
    assert 0 < len(searches) <= MOST_SEARCHES


@pytest.mark.django_db
def test_the_unknown_parameters_of_an_address(call, searches):
    asked = "&".join(f"parameter{n}=1" for n in range(5000))
    refused = call.get(f"/v1/datasets?{asked}").json()
    assert (len(refused["errors"]), refused["more_errors"]) == (MAX_ERRORS, 5000 - MAX_ERRORS)
    assert 0 < len(searches) <= 2 * MOST_SEARCHES


def test_few_faults_are_all_told(call, knitwear):
    refused = call.post("/v1/rank", {**knitwear, "limit": 0, "sector": "C18"}).json()
    assert (len(refused["errors"]), refused["more_errors"]) == (2, 0)


def test_a_pointer_to_a_very_long_name_leads_to_what_holds_it(call, knitwear):
    body = json.dumps({**knitwear, "client": {"/" * 900_000: 0}})
    (fault,) = call.post("/v1/rank", body).json()["errors"]
    assert fault["pointer"] == "/client"
