"""Each example on the first page is read whole, and somebody on record fits."""

import pytest

from matcher.briefs.interpret_text import interpret_text
from matcher.shortlists.compute_answer import answer_at_once
from pages.views.home import EXAMPLES


@pytest.mark.parametrize("text", [text for text, _ in EXAMPLES])
def test_an_example_works(seeds, text):
    reading = interpret_text(text)
    assert [text[one.start : one.end] for one in reading.not_understood] == []
    assert answer_at_once(reading.brief).entries
