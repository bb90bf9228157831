"""Words for products and services, as the conditions for who makes or offers them. No Django."""

from __future__ import annotations

from collections.abc import Iterator

from partners.lexicon import Outcome, shared_lexicon
from partners.search.filter_keys import filter_key, product_key
from partners.search.typed_text import Condition, TypedText

# What the lexicon concludes from the last word of a text counts where no name holds the text.
_EXACT, _CONCLUDED = 0.95, 0.8


def product_conditions(typed: TypedText, is_a_name: bool) -> Iterator[Condition]:
    """Who has the word itself among the offerings, then whoever offers what the word means."""
    yield Condition((product_key(typed.text),))
    meaning = shared_lexicon().resolve(typed.text)
    if meaning.outcome is not Outcome.UNKNOWN:
        for one in meaning.results:
            if one.confidence >= (_EXACT if is_a_name else _CONCLUDED):
                verb = "serves" if one.code.startswith("PS") else "makes"
                yield Condition((filter_key(verb, one.code),))
