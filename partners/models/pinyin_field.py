"""A column of pinyin, and the lookup that finds in it what people type."""

from __future__ import annotations

import unicodedata
from typing import Any

from django.db import models
from django.db.models import Lookup

_MOST = 60
_NEVER = "a^"


class PinyinField(models.TextField):  # type: ignore[type-arg]  # no generic at run time
    """What `partners.names.pinyin.of` makes of names: a line a name, its syllables spaced."""


@PinyinField.register_lookup
class PinyinLookup(Lookup):
    """Does a name sound so from some syllable on? Whole syllables, their beginnings, or both
    mixed: guangdong, Guǎng dōng, guangd and gd find 广东.
    """

    lookup_name = "heard"

    def get_prep_lookup(self) -> Any:
        return pattern(str(self.rhs))

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        (sounds, one), (typed, other) = (
            self.process_lhs(compiler, connection),
            self.process_rhs(compiler, connection),
        )
        return f"{sounds} ~ {typed}", (*one, *other)


def pattern(text: str) -> str:
    """The regular expression: each letter goes on in its syllable, or begins the next one, which
    after an apostrophe it does (xi'an is no xian).
    """
    # ü is kept and typed as v; some type u.
    plain = unicodedata.normalize("NFKD", text.casefold()).replace("u\u0308", "v")
    found, between = "", r"\m"
    for sign in plain[:_MOST]:
        if sign.isalnum():
            found += between + ("[uv]" if sign in "uv" else sign)
            between = r"(?:\S* )?"
        elif sign in "'’" and found:
            between = r"\S* "
    return found or _NEVER
