"""A provider that is down, slow or wrong clears nobody."""

import json

import pytest

from partners.models import Partner, Screening
from partners.screening import bounded_request
from partners.screening.due_partners import current_outcome
from tests.screening.provider import hit


def outcomes() -> set[str]:
    return {current_outcome(one) for one in Partner.objects.select_related("screening")}


def responses(answer: object) -> bytes:
    pk = Partner.objects.get().pk
    return json.dumps({"responses": {str(pk): answer}}).encode()


def test_a_provider_that_is_down(maker, screen, settings):
    maker("a")
    settings.SCREENING_URL = "http://127.0.0.1:9"
    screen()
    assert outcomes() == {"unscreened"}
    assert Screening.objects.get().fault == "the provider cannot be reached"


def test_an_answer_that_drips(maker, provider, screen):
    maker("a")
    provider.drip = True
    screen()
    assert outcomes() == {"unscreened"}
    assert Screening.objects.get().fault == "the provider did not answer in time"


def test_an_answer_without_end(maker, provider, screen, monkeypatch):
    monkeypatch.setattr(bounded_request, "_MOST_BYTES", 1_000)
    maker("a")
    provider.raw = b" " * 100_000
    screen()
    assert outcomes() == {"unscreened"}
    assert "longer than" in Screening.objects.get().fault


@pytest.mark.parametrize("status", [301, 400, 429, 500, 503])
def test_an_answer_of_another_status(maker, provider, screen, status):
    maker("a")
    provider.status = status
    screen()
    assert outcomes() == {"unscreened"}


@pytest.mark.parametrize(
    "answer",
    [
        None,
        {},
        {"status": 200},
        {"status": 500, "results": []},
        {"status": 200, "results": {}},
        {"status": 200, "results": [{"id": "NK-1"}]},
        {"status": 200, "results": [hit("x", 0.9, match=True) | {"match": "no"}]},
        {"status": 200, "results": [hit("x", 7, match=True)]},
        {"status": 200, "results": [hit("x", float("nan"), match=True)]},
        {"status": 200, "results": [hit("x\0", 0.9, match=True)]},
    ],
)
def test_an_answer_of_another_shape(maker, provider, screen, answer):
    maker("a")
    provider.raw = responses(answer)
    screen()
    assert outcomes() == {"unscreened"}


@pytest.mark.parametrize("raw", [b"", b"<html>", b"[]", b'{"responses": {}}', b"[" * 100_000])
def test_no_answer_to_the_query(maker, provider, screen, raw):
    maker("a")
    provider.raw = raw
    screen()
    assert outcomes() == {"unscreened"}


def test_a_list_of_unknown_version(maker, provider, screen):
    maker("a")
    provider.version = None
    provider.catalog = lambda: b'{"datasets": []}'
    screen()
    assert outcomes() == {"unscreened"}
    assert provider.asked == []


def test_who_was_clear_is_unscreened_when_a_new_question_fails(maker, provider, screen):
    maker("a")
    screen()
    assert outcomes() == {"clear"}
    provider.version, provider.status = "20261102", 500
    screen()
    assert outcomes() == {"unscreened"}
    provider.status = 200
    screen()
    assert outcomes() == {"clear"}
