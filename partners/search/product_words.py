"""Words for products and services, as the conditions for who makes or offers them. No Django."""

from __future__ import annotations

from collections.abc import Iterator

from partners.lexicon import Outcome, shared_lexicon
from partners.lexicon.goods import shared_goods
from partners.search.filter_keys import filter_key, product_key
from partners.search.typed_text import Condition, TypedText

# What the lexicon concludes from the last word of a text counts where no name holds the text.
_EXACT, _CONCLUDED = 0.95, 0.8


def goods_condition(typed: TypedText) -> Condition | None:
    """Partners that offer the goods that the text names, by any of their names: beer, 啤酒. None
    where the text is no name of goods itself.
    """
    goods = shared_goods()
    names = goods.names(typed.text)
    if goods.translates(typed.text) or typed.text in names:
        return Condition(some=(tuple(map(product_key, names)),))
    return None


def product_conditions(typed: TypedText, is_a_name: bool) -> Iterator[Condition]:
    """Partners that have the word among their offerings, then those that offer what it means."""
    yield Condition((product_key(typed.text),))
    meaning = shared_lexicon().resolve(typed.text)
    if meaning.outcome is not Outcome.UNKNOWN:
        for one in meaning.results:
            if one.confidence >= (_EXACT if is_a_name else _CONCLUDED):
                verb = "serves" if one.code.startswith("PS") else "makes"
                yield Condition((filter_key(verb, one.code),))
