"""A column of pinyin, and the lookup that matches typed text with it."""

from __future__ import annotations

import unicodedata
from typing import Any

from django.db import models
from django.db.models import Lookup

# Each letter adds about ten characters to the regular expression; no name needs more.
_MAX_TYPED = 60
_MATCHES_NOTHING = "a^"


class PinyinField(models.TextField):  # type: ignore[type-arg]  # no generic at run time
    """The output of `partners.names.pinyin.pinyin_lines`: a line a name, syllables spaced."""


@PinyinField.register_lookup
class PinyinLookup(Lookup):
    """`pinyin__matches=text`: a name contains the syllables of the text one after another.

    The text may hold whole syllables, their beginnings, or both: guangdong, Guǎng dōng, guangd
    and gd match 广东.
    """

    lookup_name = "matches"

    def get_prep_lookup(self) -> Any:
        return pinyin_pattern(str(self.rhs))

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        column, column_parameters = self.process_lhs(compiler, connection)
        value, value_parameters = self.process_rhs(compiler, connection)
        return f"{column} ~ {value}", (*column_parameters, *value_parameters)


def pinyin_pattern(text: str) -> str:
    """The PostgreSQL regular expression for the typed text.

    Each letter either continues its syllable or begins the next one. After an apostrophe it must
    begin the next one, so that xi'an does not match xian.
    """
    # The column holds ü as v (as pypinyin writes it); people type v or u.
    plain = unicodedata.normalize("NFKD", text.casefold()).replace("u\u0308", "v")
    found, between = "", r"\m"
    for sign in plain[:_MAX_TYPED]:
        if sign.isalnum():
            found += between + ("[uv]" if sign in "uv" else sign)
            between = r"(?:\S* )?"
        elif sign in "'’" and found:
            between = r"\S* "
    return found or _MATCHES_NOTHING
