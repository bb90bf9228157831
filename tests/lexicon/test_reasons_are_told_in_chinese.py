"""Why a word means a sector is told in the language of the reader."""

import pytest
from django.utils.translation import override

from core.languages.translation import translated
from partners.lexicon import shared_lexicon

KINDS = ("manufacturing", "service", "emerging")


@pytest.mark.parametrize(
    "text",
    [
        "air fryer",
        "毛衣",
        "plastic botle",
        "glass cup machine",
        "bamboo cup",
        "wooden puzzle set",
        "stainless steel noodle machine",
        "blue and green widget cable",
    ],
)
def test_a_reason_has_no_english_but_the_words(text: str) -> None:
    found = shared_lexicon().resolve(text, KINDS)
    for one in found.results:
        with override("zh-hans"):
            said = str(translated(one.because))
        plain = "".join(said.replace('"', "“").replace("”", "“").split("“")[::2])
        for name in ("GB/T", "NAICS"):
            plain = plain.replace(name, "")
        assert not any(sign.isascii() and sign.isalpha() for sign in plain), said


def test_a_completion_says_where_its_term_stands() -> None:
    one, *_ = shared_lexicon().complete("毛衣", 1, KINDS)
    with override("zh-hans"):
        assert "中的“" in str(translated(one.because))
