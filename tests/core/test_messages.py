"""A message is its English text, and is told in another language by its template."""

import copy
import json
import pickle

import pytest
from django.utils import translation

from core.languages.messages import Message
from core.languages.translation import translated


@pytest.fixture
def chinese():
    with translation.override("zh-hans"):
        yield


def nested():
    what = Message("a list")
    return Message("an object is needed, not {kind}", kind=what)


def test_it_is_the_english_text_wherever_it_is_stored(chinese):
    text = nested()
    assert text == "an object is needed, not a list"
    assert json.dumps([text]) == '["an object is needed, not a list"]'


def test_it_is_told_in_chinese_with_its_inner_messages(chinese):
    assert translated(nested()) == "须为对象，而不是列表"


def test_an_error_keeps_it(chinese):
    assert translated(str(ValueError(nested()))) == "须为对象，而不是列表"


@pytest.mark.parametrize("again", [copy.deepcopy, lambda it: pickle.loads(pickle.dumps(it))])
def test_a_copy_keeps_it(chinese, again):
    assert translated(again(nested())) == "须为对象，而不是列表"


def test_what_a_caller_sent_is_not_translated(chinese):
    sent = Message("{name} is missing", name="is empty")
    assert translated(sent) == "缺少 is empty"
    assert translated("nobody has translated {this}") == "nobody has translated {this}"


def test_a_value_with_braces_is_a_value(chinese):
    assert translated(Message("{name} is missing", name="{0.__class__}")) == "缺少 {0.__class__}"


def test_readers_of_english_get_the_text_itself():
    with translation.override("en"):
        assert translated("is\r\nempty") == "is\r\nempty"
