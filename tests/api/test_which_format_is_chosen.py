"""A list is given in the format that Accept prefers, by its qualities, or by the suffix."""

import pytest
from rest_framework.exceptions import NotAcceptable

from api.requests.table_formats import MEDIA_TYPES, choose_media_type

JSON, CSV, XLSX, JSON_LINES = MEDIA_TYPES


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("", JSON),
        ("*/*", JSON),
        ("*", JSON),
        ("application/*", JSON),
        ("text/*", CSV),
        ("text/csv", CSV),
        ("TEXT/CSV; charset=utf-8", CSV),
        (XLSX, XLSX),
        ("application/jsonl", JSON_LINES),
        ("application/x-ndjson", JSON_LINES),
        ("text/csv;q=0.5, application/json;q=0.4", CSV),
        ("text/csv;q=0.5, application/json", JSON),
        ("text/csv, */*;q=0.8", CSV),
        ("text/csv, */*", CSV),
        ("application/json, text/plain, */*", JSON),
        ("text/html,application/xhtml+xml,*/*;q=0.8", JSON),
        ("application/json;q=0, */*", CSV),
        ("*/*, application/json;q=0, text/csv;q=0", XLSX),
        ("text/csv;q=0.001", CSV),
        ("text/csv ; q=0.2 , application/jsonl ; q=0.9", JSON_LINES),
        ("nonsense, text/csv", CSV),
    ],
)
def test_the_preferred_format_is_chosen(accept, expected):
    assert choose_media_type(accept) == expected


@pytest.mark.parametrize(
    "accept", ["text/html", "application/pdf", "text/csv;q=0", "*/*;q=0", "nonsense", "image/*"]
)
def test_no_format_is_chosen_where_none_is_taken(accept):
    with pytest.raises(NotAcceptable):
        choose_media_type(accept)


@pytest.mark.parametrize(
    "path", ["/v1/partners", "/v1/policy/matrix", "/v1/matches", "/v1/provinces/44/priorities"]
)
def test_an_unknown_format_is_refused_with_those_that_there_are(call, lists, path):
    found = call.get(path, Accept="application/pdf")
    assert found.status_code == 406
    assert found.headers["Content-Type"] == "application/problem+json"
    (error,) = found.json()["errors"]
    assert error["parameter"] == "Accept"
    assert error["nearest"] == list(MEDIA_TYPES)
    for media_type in MEDIA_TYPES:
        assert media_type in found.json()["detail"]


@pytest.mark.parametrize("accept", ["*/*", "application/json", "text/csv;q=0.1, application/json"])
def test_json_stays_what_is_given_by_default(call, lists, accept):
    found = call.get("/v1/partners", Accept=accept)
    assert found.headers["Content-Type"] == "application/json"
    assert "Accept" in found.headers["Vary"]


def test_the_suffix_is_stronger_than_accept(call, lists):
    found = call.get("/v1/partners.csv", Accept="text/html")
    assert found.status_code == 200
    assert found.headers["Content-Type"] == "text/csv; charset=utf-8"


def test_an_unknown_suffix_is_no_address(call, lists):
    assert call.client.get("/v1/partners.pdf").status_code == 404


def test_what_is_wrong_is_told_as_a_problem_whatever_is_accepted(call, lists):
    for found in (
        call.get("/v1/partners?makes=knitwaer", Accept="text/csv"),
        call.get("/v1/partners.xlsx?makes=knitwaer"),
    ):
        assert found.status_code == 400
        assert found.headers["Content-Type"] == "application/problem+json"
        assert found.json()["errors"][0]["parameter"] == "makes"


def test_a_table_needs_a_key(nobody, lists):
    assert nobody.get("/v1/partners.csv").status_code == 401
