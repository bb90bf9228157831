"""The keys of what partners are filtered by. No Django here."""

from partners.search.name_keys import key
from partners.search.name_parts import plain


def filter_key(kind: str, value: str) -> int:
    """The key of the partners that a filter lets through: `kind` is place, dataset, makes, serves,
    sector or product.
    """
    return key("facet", f"{kind}:{value}")


def product_key(word: str) -> int:
    """The key of the partners that have the word among the products or processes they offer."""
    return filter_key("product", plain(word))
