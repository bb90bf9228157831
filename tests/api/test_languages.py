"""Sentences come in the reader's language."""

import pytest


def _first_text(response):
    return response.json()["entries"][0]["components"][0]["because"][0]["text"]


@pytest.mark.parametrize("asked", ["zh", "zh-CN", "zh-Hans", "zh-TW,en;q=0.5", "fr, zh;q=0.3"])
def test_chinese_readers_are_told_in_chinese(call, shortlist, knitwear, asked):
    for response in (
        call.post("/v1/rank", knitwear, Accept_Language=asked),
        call.get(shortlist, Accept_Language=asked),
    ):
        assert "有记录" in _first_text(response)
        assert response.headers["Content-Language"].startswith("zh")
        assert "Accept-Language" in response.headers["Vary"]


@pytest.mark.parametrize("asked", ["", "en", "de-DE", "*", "xx", "en, zh;q=0.9", "x" * 3000])
def test_all_others_are_told_in_english(call, knitwear, asked):
    response = call.post("/v1/rank", knitwear, Accept_Language=asked)
    assert "documented" in _first_text(response)
