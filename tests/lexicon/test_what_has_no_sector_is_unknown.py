"""Certificates, places, languages, raw nature and empty words never become a sector."""

import pytest

from partners.lexicon import Outcome, shared_lexicon


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "stuff",
        "blockchain",
        "sunny",
        "Holzmöbel",
        "Polish",
        "Germany",
        "德国",
        "Shenzhen",
        "ISO 9001",
        "OEKO-TEX",
        "crude oil",
        "新鲜水果",
        "qwertyuiop",
        "x" * 500,
    ],
)
def test_it_is_unknown_and_suggests_nothing(text):
    answer = shared_lexicon().resolve(text)
    assert answer.outcome is Outcome.UNKNOWN
    assert answer.results == ()
    assert answer.text == text


def test_who_wants_help_with_a_certificate_wants_a_service():
    assert shared_lexicon().resolve("CE认证办理").results[0].code == "PS014"
