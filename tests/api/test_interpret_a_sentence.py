"""POST /v1/briefs/interpret: a sentence becomes a brief that /v1/rank takes; nothing is stored."""

import pytest

from matcher.briefs import interpret_text
from matcher.models import Brief
from partners.lexicon import Outcome, Resolution, Suggestion

ADDRESS = "/v1/briefs/interpret"


class _Lexicon:
    """Knows t-shirts and online shops in both languages."""

    def resolve(self, text, kinds=("manufacturing", "service", "emerging")):
        known = {"t-shirts": "C182", "t恤": "C182", "e-commerce": "PS033"}
        code = known.get(text)
        if code is None or ("service" in kinds) != code.startswith("PS"):
            return Resolution(text, Outcome.UNKNOWN)
        return Resolution(text, Outcome.UNDERSTOOD, (Suggestion(code, 1.0, "a test"),))

    def lists(self, text, kinds=("manufacturing", "service", "emerging")):
        return self.resolve(text, kinds).outcome is Outcome.UNDERSTOOD


@pytest.fixture(autouse=True)
def _words(monkeypatch):
    monkeypatch.setattr(interpret_text, "shared_lexicon", _Lexicon)


@pytest.fixture
def reading(call, lists):
    return call.post(ADDRESS, {"text": "200 t-shirts, ISO 9001, our logo, in Guangzhou"}).json()


def test_a_sentence_becomes_a_brief(reading):
    assert reading["brief"] == {
        "seeking": "manufacturer",
        "sectors": ["C182"],
        "products": ["t-shirts"],
        "order_quantity": 200,
        "order_unit": "piece",
        "certifications": ["ISO 9001"],
        "provinces": ["440100"],
    }


def test_each_value_tells_its_words(reading):
    assert reading["understood"]["order_quantity"] == [
        {"words": "200", "start": 0, "end": 3, "value": 200, "note": ""}
    ]


def test_words_without_a_use_are_told_in_the_language_asked_for(call, lists, reading):
    told = reading["not_understood"]
    assert [(one["words"], one["reason"]) for one in told] == [("our logo", "no_field")]
    assert told[0]["text"].startswith("no field")
    chinese = call.post(ADDRESS, {"text": "200 t-shirts, our logo"}, accept_language="zh")
    assert "没有" in chinese.json()["not_understood"][0]["text"]


@pytest.mark.parametrize(
    "text",
    [
        "200 t-shirts, ISO 9001, printed, cotton, FOB Shanghai, USD 3 each, EU, 30 days a must",
        "e-commerce services in Guangzhou, English-speaking",
        "广州的T恤，200件",
    ],
)
def test_a_brief_can_be_ranked_as_it_is(call, lists, text):
    brief = call.post(ADDRESS, {"text": text}).json()["brief"]
    assert call.post("/v1/rank", brief).status_code == 200


def test_nothing_is_stored(reading):
    assert not Brief.objects.exists()


@pytest.mark.parametrize("text", ["We need stuff.", "   ", "300 pcs", "Anbieter von Möbeln"])
def test_a_text_that_asks_for_nothing_is_refused_with_an_example(call, lists, text):
    refused = call.post(ADDRESS, {"text": text})
    assert refused.status_code == 400
    assert refused.json()["type"].endswith("brief-not-understood")
    error = refused.json()["errors"][0]
    assert error["pointer"] == "/text"
    assert "500 stainless steel bottles" in error["detail"]
    assert error["nearest"]


@pytest.mark.parametrize(
    "body", [{}, {"text": 5}, {"text": ""}, {"text": "x" * 2001}, {"words": "x"}]
)
def test_a_body_of_another_shape_is_refused(call, lists, body):
    refused = call.post(ADDRESS, body)
    assert refused.status_code == 400
    assert refused.json()["errors"]


def test_a_note_is_told_in_the_language_asked_for(call, lists):
    text = {"text": "200-300 t-shirts within 2 weeks, FSC Mix, to California"}
    english = call.post(ADDRESS, text).json()["understood"]
    chinese = call.post(ADDRESS, text, Accept_Language="zh-Hans").json()["understood"]
    assert english["lead_time_days"][0]["note"] == "14 days"
    assert chinese["lead_time_days"][0]["note"] == "14 天"
    assert english["order_quantity"][0]["note"] == "the lower end of the range"
    assert chinese["order_quantity"][0]["note"] == "取范围的下限"
