"""Sectors from the cells of a list: codes, names, product words, HS codes, and names of firms."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache

from partners.errors import NameFault
from partners.identity.comparison import parse
from partners.identity.tables import is_general
from partners.intake.row_facts import OfferingFact
from partners.intake.values.cell_values import CellFault
from partners.intake.values.damaged_cells import whole_digits
from partners.intake.values.list_words import (
    NONE,
    finer_industries,
    last_name_word,
    list_words,
    name_words,
)
from partners.lexicon import Outcome
from partners.lexicon.goods import shared_goods
from partners.lexicon.sector_resolver import SectorResolver
from partners.reference.taxonomy import SectorRow

MAKES, SERVES = ("manufacturing", "emerging"), ("service",)
_VERBS = {"makes": MAKES, "serves": SERVES}
# GB/T 4754: a letter for the section, then division, group, class; a name may follow (C39计算机…).
_CLASS = re.compile(r"([A-T])\s?(\d{2,4})\s*(.*)")
_HS = re.compile(r"\d{4}(?:\d{2})?")
_LONGEST_PRODUCT = 80
_SURE_NAME = 0.6


class SectorCells:
    """Reads sectors with the taxonomy and the lexicon. Equal texts are resolved once."""

    def __init__(self, resolver: SectorResolver) -> None:
        self._resolver = resolver
        self._chapters = _headings(list(resolver.rows.values()))
        # Words and classes repeat; names hardly do, and a cache of them would only take memory.
        self.of_word = lru_cache(maxsize=16_384)(self._of_word)
        self.of_class = lru_cache(maxsize=16_384)(self._of_class)
        self.of_name = lru_cache(maxsize=4_096)(self._of_name)
        self.goods_of_name = lru_cache(maxsize=4_096)(self._goods_of_name)
        self.of_name_within = lru_cache(maxsize=4_096)(self._name_within)

    def named(self, text: str, verb: str) -> str:
        """The code of the only sector that a text means. Raises `CellFault` with the nearest."""
        found = self.of_class(text)
        if found and found.startswith("PS") == (verb == "serves"):
            return found
        try:
            return self._resolver.resolve(text, _VERBS[verb]).code
        except NameFault as fault:
            near = next(iter(fault.nearest), "")
            raise CellFault(str(fault), near) from fault

    def _of_class(self, text: str) -> str | None:
        """The sector of a class of GB/T 4754, with or without its name; None for any other text
        and for a class that is neither manufacturing nor a producer service.
        """
        found = _CLASS.fullmatch(text)
        if found is None:
            return text if text in self._resolver.rows else None
        section, digits, name = found.groups()
        if section == "C":
            codes = (f"C{digits[:size]}" for size in (3, 2))
            return next((code for code in codes if code in self._resolver.rows), None)
        if section + digits in list_words():
            return self._known(section + digits)
        return self.of_word(name, "serves") if name else None

    def of_industry(self, text: str) -> str | None:
        """The sector that an industry or a product category of a list means: as the table of such
        words says, else as a product's or a service's word.
        """
        if text in list_words():
            return self._known(text)
        return self.of_word(text, "makes") or self.of_word(text, "serves")

    def group_of_industry(self, text: str, above: Collection[str]) -> str | None:
        """The manufacturing group that an industry means, where one of `above` is its division."""
        code = finer_industries().get(text)
        return code if code and self._resolver.rows[code].parent in above else None

    def _known(self, word: str) -> str | None:
        """The sector of a word of the table, where the taxonomy has it."""
        code = list_words()[word]
        return code if code in self._resolver.rows else None

    def _of_word(self, text: str, verb: str = "makes") -> str | None:
        """The sector that a product, a service or an industry means; the division where groups of
        only one are plausible; None where it is not understood.
        """
        kinds = ("manufacturing",) if verb == "makes" else SERVES
        try:
            rows = self._resolver.meaning(text, kinds).rows
        except NameFault:
            return None
        return _common(rows)

    def _name_within(self, name: str, above: str) -> tuple[str, str] | None:
        """The group of a division, or the service of a class, that the words of trade in a firm's
        name mean, and the words that say it. A source names what is above, so that a less sure
        meaning will do.
        """
        kinds = SERVES if above.startswith("PS") else ("manufacturing",)
        for code, words in self._meanings_of_name(name, kinds, unsure=True):
            if code in self._resolver.rows and self._resolver.rows[code].parent == above:
                return code, words
        return None

    def _of_name(self, name: str) -> tuple[str, str] | None:
        """The sector that the words of trade in a firm's name mean, and these words."""
        meanings = self._meanings_of_name(name, ("manufacturing",), unsure=False)
        found = next(meanings, None)
        return found if found and found[0] in self._resolver.rows else None

    def _goods_of_name(self, name: str) -> tuple[tuple[str, frozenset[str]], ...]:
        """The goods that the words of trade in a Chinese name say, 冰箱 but nothing of a brand,
        each with the sectors that make goods of its names.
        """
        parsed = parse(name)
        if not parsed.chinese:
            return ()
        goods = shared_goods()
        return tuple(
            (word, frozenset(code for one in goods.names(word) if (code := self.of_word(one))))
            for word in goods.named_in("".join(parsed.words))
        )

    def _meanings_of_name(
        self, name: str, kinds: Sequence[str], *, unsure: bool
    ) -> Iterator[tuple[str, str]]:
        """Yield what the words of trade in a name mean, the surest first: all of them together,
        then the single ones from the last, which names what the firm is.
        """
        parsed = parse(name)
        singles = parsed.words if parsed.chinese else ()
        together = "".join(parsed.words) if parsed.chinese else " ".join(parsed.tokens[1:])
        words = [together, *reversed(singles)]
        if parsed.chinese:
            words.append(last_name_word(name))
        less_sure: list[tuple[str, str]] = []
        for one in dict.fromkeys(words):
            if one in name_words():
                code = name_words()[one]
                if code != NONE and code.startswith("PS") == (kinds is SERVES):
                    yield code, one
                continue
            # Engineers build what others make.
            if len(one) < 2 or is_general(one) or one.endswith("工程"):
                continue
            found = self._resolver.lexicon.resolve(one, kinds)
            if found.outcome is Outcome.UNKNOWN:
                continue
            sure = found.outcome is Outcome.UNDERSTOOD and found.results[0].confidence >= _SURE_NAME
            if sure:
                yield found.results[0].code, one
            else:
                less_sure.append((found.results[0].code, one))
        if unsure:
            yield from less_sure

    def of_hs(self, code: str) -> str | None:
        """The only sector that makes goods of an HS code: by heading, else by chapter."""
        for size in (4, 2):
            sectors = self._chapters.get(code[:size], ())
            if len(sectors) == 1:
                return sectors[0]
        return None


def is_class(text: str) -> bool:
    """Whether a text is a class of GB/T 4754, of any section."""
    return _CLASS.fullmatch(text) is not None


def offering_of_products(
    cells: SectorCells, words: Sequence[str], confidence: str
) -> tuple[list[OfferingFact], list[str]]:
    """The offerings that product words mean, and the words that are not understood."""
    found: dict[str, list[str]] = {}
    unknown = []
    for word in words:
        code = cells.of_word(word)
        if code is None:
            unknown.append(word)
        else:
            found.setdefault(code, []).append(word)
    offerings = [
        OfferingFact(
            "makes",
            code,
            products=tuple(word for word in named if len(word) <= _LONGEST_PRODUCT),
            confidence=confidence,
            quote=f"product: {named[0]}",
        )
        for code, named in found.items()
    ]
    return offerings, unknown


def hs_code(text: str) -> str:
    """An HS code of 4 or 6 digits; of a longer national code the first six. Raises `CellFault`."""
    digits = re.sub(r"[.\s]", "", whole_digits(text))
    if digits.isdigit() and len(digits) in (3, 5, 7, 9):
        # 010121 as a number is 10121.
        raise CellFault(
            "lacks a digit: did a spreadsheet take off the zero in front?", f"0{digits}"
        )
    if digits.isdigit() and len(digits) in (8, 10):
        digits = digits[:6]
    if not _HS.fullmatch(digits):
        raise CellFault("is not an HS code of 4, 6, 8 or 10 digits", "610910")
    return digits


def _headings(rows: Sequence[SectorRow]) -> dict[str, tuple[str, ...]]:
    """HS chapter or heading -> codes of the sectors that list it."""
    found: dict[str, tuple[str, ...]] = {}
    for row in rows:
        if row.kind == "manufacturing":
            for code in row.hs:
                found[code] = (*found.get(code, ()), row.code)
    return found


def _common(rows: Sequence[SectorRow]) -> str | None:
    """The only row, or what is above all rows: of C181 and C182 the division C18."""
    if len(rows) == 1:
        return rows[0].code
    above = {row.parent or row.code for row in rows}
    return above.pop() if len(above) == 1 else None
