"""Each word of a text is used, says nothing about the goods, or is told."""

import re

import pytest

from matcher.briefs.sentence import stop_words
from matcher.briefs.sentence.buyer_text import BuyerText
from matcher.errors import BriefRefused
from tests.sentences.buyers import CHINESE, ENGLISH
from tests.sentences.world import read

UNDERSTOOD = [text for text, expected in (*ENGLISH, *CHINESE) if "refused" not in expected]
# Marks of a hard wish are told by `require`.
HARD = {"must", "mandatory", "required", "必", "须"}
SILENT = (
    HARD
    | stop_words.FUNCTION_WORDS
    | stop_words.PREPOSITIONS
    | stop_words.JOINING
    | stop_words.NEGATIONS
    | stop_words.MAKER_WORDS
    | stop_words.PROVIDER_WORDS
)
CHINESE_SILENT = {
    sign
    for words in (
        stop_words.CHINESE_CUTS,
        stop_words.CHINESE_STARTS,
        stop_words.CHINESE_ENDS,
        stop_words.CHINESE_SILENT,
    )
    for word in words
    for sign in word
}


def _unused(text):
    """The words that stand in no finding."""
    reading = read(text)
    rest = list(BuyerText(text).plain)
    for one in (*reading.understood, *reading.not_understood):
        rest[one.start : one.end] = " " * (one.end - one.start)
    return re.findall(r"[a-z]+(?:[-'][a-z]+)*|\d+|[\u4e00-\u9fff]", "".join(rest))


@pytest.mark.parametrize("text", UNDERSTOOD)
def test_what_stands_in_no_finding_says_nothing(text):
    assert [word for word in _unused(text) if word not in SILENT | CHINESE_SILENT] == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("300 toys, zibbly, to Germany", "zibbly"),
        ("toys with zibbly wings", "zibbly wings"),
        ("玩具，300件，魑魅魍魉", "魑魅魍魉"),
        ("toys, GRÖÖN, 300 pcs", "GRÖÖN"),
        ("toys, Игрушки, 300 pcs", "Игрушки"),
    ],
)
def test_a_word_that_nobody_knows_is_told(text, words):
    reading = read(text)
    assert words in [text[one.start : one.end] for one in reading.not_understood]


@pytest.mark.parametrize(
    "text",
    [
        "9" * 2_000,
        "," * 2_000,
        "1," * 1_000,
        "ten " * 500,
        "万" * 2_000,
        "和" * 2_000,
        "a-" * 1_000,
        "must " * 400,
        "(" * 2_000,
        "\0\t\r" * 600,
        "x" * 2_001,
    ],
)
def test_a_text_of_signs_is_refused(text):
    with pytest.raises(BriefRefused):
        read(text)


def test_a_long_list_of_places_is_read():
    brief = read("toys from " + ", ".join(["Shenzhen", "Ningbo"] * 100)).brief
    assert brief["provinces"] == ["440300", "330200"]
