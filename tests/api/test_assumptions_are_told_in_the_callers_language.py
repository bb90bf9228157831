"""What was assumed of a brief is told in Chinese to who asks for Chinese."""

import pytest

from matcher.models import Revision
from matcher.shortlists import answering

ENGLISH, CHINESE = ["order_unit piece"], ["订货量的单位按“件”计"]


@pytest.fixture
def brief(knitwear):
    return {name: value for name, value in knitwear.items() if name != "order_unit"}


@pytest.fixture
def stored(call, brief):
    address = call.post("/v1/shortlists", brief).headers["Location"]
    answering.sweep()
    return address


def assumed(answer):
    return answer.json()["understood"]["assumed"]


def test_of_a_ranking_that_is_not_stored(call, brief):
    assert assumed(call.post("/v1/rank", brief)) == ENGLISH
    assert assumed(call.post("/v1/rank", brief, Accept_Language="zh-Hans")) == CHINESE


@pytest.mark.parametrize("path", ["", "/revisions/1"])
def test_of_a_stored_shortlist(call, stored, path):
    assert assumed(call.get(stored + path)) == ENGLISH
    assert assumed(call.get(stored + path, Accept_Language="zh-Hans")) == CHINESE


def test_an_answer_of_before_the_reasons_were_stored_says_it_in_english(call, stored):
    Revision.objects.update(assumed=None)
    assert assumed(call.get(stored, Accept_Language="zh-Hans")) == ENGLISH


def test_a_replay_is_identical_still(call, stored):
    assert call.get(f"{stored}/revisions/1/replay").json()["identical"] is True
