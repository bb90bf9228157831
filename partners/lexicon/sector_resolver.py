"""Resolve a code, a name or any word to sectors of the taxonomy. No Django here."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from core.languages.messages import Message
from partners.errors import AmbiguousName, UnknownName, WrongKind
from partners.lexicon.resolution import Outcome, Resolution
from partners.lexicon.word_lookup import ALL_KINDS, Lexicon, shared_lexicon
from partners.names.nearest import LazyNames, nearest_names
from partners.names.spellings import MAX_NAME_LENGTH, name_key
from partners.reference.taxonomy import SectorRow, Taxonomy

_PARENTHESIS = re.compile(r"\s*[(（]([^)）]*)[)）]\s*")
_CODE = re.compile(r"(?:C|PS)\d{1,4}|EI-\w{1,20}", re.ASCII)
# Kind of a sector -> (what messages call it, advice where another kind is expected).
_KIND_WORDS = {
    "manufacturing": (Message("sector"), Message("is manufacturing: put it in sectors")),
    "emerging": (Message("sector"), Message("is an emerging industry: put it in sectors")),
    "service": (Message("service"), Message("is a service: put it in services")),
}


@dataclass(frozen=True)
class SectorMeaning:
    """The sectors that a text means, best first: one, or several that are plausible. `is_named`:
    the text is the code or the official name of the only one.
    """

    text: str
    rows: tuple[SectorRow, ...]
    is_named: bool


class SectorResolver:
    """Resolver of codes, names and words to the sectors of a taxonomy."""

    def __init__(self, taxonomy: Taxonomy, lexicon: Lexicon | None = None) -> None:
        self.rows = taxonomy.sectors
        self._lexicon = lexicon
        # Two indexes, because a loose name ("toys" for "Manufacture of toys") counts only where no
        # sector has exactly this name.
        self._exact: dict[str, list[SectorRow]] = {}
        self._loose: dict[str, list[SectorRow]] = {}
        for row in taxonomy.sectors.values():
            for name in (row.code, row.name_en, row.name_zh):
                _add(self._exact, name, row)
            for name in _loose_names(row):
                _add(self._loose, name, row)

    @property
    def lexicon(self) -> Lexicon:
        """The lexicon of the process, which is loaded when a word is first asked for."""
        return self._lexicon or shared_lexicon()

    def resolve(self, text: str, kinds: Sequence[str] = ("manufacturing", "emerging")) -> SectorRow:
        """The only sector of one of the kinds that the text means.

        Raises `UnknownName`, `AmbiguousName`, or `WrongKind` for a sector of another kind.
        """
        rows = self.meaning(text, kinds).rows
        if len(rows) > 1:
            raise AmbiguousName(text, tuple(map(_name_and_code, rows)), what=_what(kinds))
        return rows[0]

    def meaning(
        self, text: str, kinds: Sequence[str] = ("manufacturing", "emerging")
    ) -> SectorMeaning:
        """The sectors of the kinds that the text means. Raises `UnknownName`, or `WrongKind` where
        it means only sectors of another kind.
        """
        # Official names of sectors are longer than those of places; `name_key` cuts both sides.
        if len(text) > 2 * MAX_NAME_LENGTH:
            raise UnknownName(text, what=_what(kinds))
        named = self._named(text)
        fitting = [row for row in named if row.kind in kinds]
        if len(fitting) == 1:
            return SectorMeaning(text, (fitting[0],), is_named=True)
        found = self._of_word(text, kinds)
        if found.outcome is not Outcome.UNKNOWN:
            return SectorMeaning(text, self._rows(found), is_named=False)
        if fitting:
            return SectorMeaning(text, tuple(fitting), is_named=False)
        other = named or self._rows_of_another_kind(text, kinds)
        if other:
            raise WrongKind(text, _name_and_code(other[0]), _KIND_WORDS[other[0].kind][1])
        near = tuple(map(_name_and_code, self._rows(found)))
        raise UnknownName(text, near or self._near_codes(text, kinds), what=_what(kinds))

    def _near_codes(self, text: str, kinds: Sequence[str]) -> Sequence[str]:
        """The sectors whose codes are most like a text in the form of a code: of words, likeness
        of letters says nothing.
        """
        code = text.strip().upper()
        if not _CODE.fullmatch(code):
            return ()
        known = [row.code for row in self.rows.values() if row.kind in kinds]
        return LazyNames(lambda: [_name_and_code(self.rows[c]) for c in nearest_names(code, known)])

    def _named(self, text: str) -> Sequence[SectorRow]:
        key = name_key(text)
        return self._exact.get(key) or self._loose.get(key) or ()

    def _of_word(self, text: str, kinds: Sequence[str]) -> Resolution:
        found = self.lexicon.resolve(text, kinds)
        # A taxonomy may be smaller than that of the seeds, whose codes the lexicon gives.
        known = tuple(one for one in found.results if one.code in self.rows)
        outcome = found.outcome if known else Outcome.UNKNOWN
        return Resolution(text, outcome, known)

    def _rows_of_another_kind(self, text: str, kinds: Sequence[str]) -> Sequence[SectorRow]:
        others = [kind for kind in ALL_KINDS if kind not in kinds]
        found = self._of_word(text, others)
        return self._rows(found) if found.outcome is Outcome.UNDERSTOOD else ()

    def _rows(self, found: Resolution) -> tuple[SectorRow, ...]:
        return tuple(self.rows[one.code] for one in found.results)


def _what(kinds: Sequence[str]) -> str:
    return _KIND_WORDS[kinds[0]][0] if kinds else Message("sector")


def _add(index: dict[str, list[SectorRow]], name: str, row: SectorRow) -> None:
    rows = index.setdefault(name_key(name), [])
    if row not in rows:
        rows.append(row)


def _loose_names(row: SectorRow) -> Iterator[str]:
    if row.kind == "manufacturing":
        yield row.code.removeprefix("C")
        yield re.sub(r"^(the )?manufacture of ", "", row.name_en, flags=re.IGNORECASE)
        yield re.sub(r"(制造业|制造|业)$", "", row.name_zh)
    elif row.kind == "service":
        yield row.code.removeprefix("PS")
        yield re.sub(r" services( for production)?$", "", row.name_en)
        yield row.name_zh.removesuffix("服务")
    else:
        yield row.code.removeprefix("EI-")
        yield _PARENTHESIS.sub(" ", row.name_en).strip()
        yield from _PARENTHESIS.findall(row.name_en)


def _name_and_code(row: SectorRow) -> str:
    return f"{row.name_en} ({row.code})"
