"""The offerings that one row states, or lets infer. No Django here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from partners.intake.row_cells import RowCells
from partners.intake.row_facts import (
    TYPE_ERROR,
    UNKNOWN_PRODUCT,
    UNKNOWN_SECTOR,
    OfferingFact,
)
from partners.intake.values import cell_values
from partners.intake.values.cell_values import CellFault
from partners.intake.values.sector_cells import hs_code, is_class, offering_of_products

_LONGEST = 80
# C387: a group of GB/T 4754; C38 is its division.
_GROUP_DIGITS = 4
_LOWER = {"high": "medium", "medium": "low", "low": "low"}


class RowOfferings:
    """Reads the offerings of one row."""

    def __init__(self, cells: RowCells) -> None:
        self._cells = cells

    def read(self, name_zh: str, name_en: str) -> list[OfferingFact]:
        """The offerings that the row states, else those that its name lets infer."""
        confidence = self._cells.context.map.facts.confidence
        found = [*self._stated("makes", confidence), *self._stated("serves", confidence)]
        found += self._of_sector(confidence)
        of_kind = self._of_category(_LOWER[confidence])
        found += of_kind
        # The kind that the list names says what the product is, better than the product's words.
        made, unknown = ([], []) if of_kind else self._of_products(_LOWER[confidence])
        if "products" in self._cells.context.map.inferences:
            found += made
        found = self._with_hs(found, confidence)
        narrower = self._of_finer_industry(found)
        if "name" in self._cells.context.map.inferences:
            by_name = self._within(found, name_zh, name_en) if found else []
            is_class_stated = self._is_of_a_class()
            if is_class_stated:
                found = [one for one in found if not _is_parted(one, by_name)]
            found += by_name or narrower
            if not is_class_stated:
                found = self._corrected(found, name_zh)
            # A firm of a class that is neither made nor served, such as a mine, is what its class
            # says, whatever its name.
            if not found and not is_class_stated:
                found = list(self._of_name(name_zh, name_en))
            found = self._with_goods(found, name_zh)
        if self._cells.context.map.facts.concluded:
            found = [replace(one, by_us=True) for one in found]
        return self._with_processes(self._with_products(found, unknown), _LOWER[confidence])

    def _of_products(self, confidence: str) -> tuple[list[OfferingFact], list[str]]:
        sectors = self._cells.context.sectors
        named = self._cells.words("main_products", loose=True)
        made, unknown = offering_of_products(sectors, named, confidence)
        # Of main products in several sectors the list does not say which is the main one.
        if len(made) == 1:
            made = [replace(made[0], main=True)]
        words = [one for one in self._cells.words("products", loose=True) if one not in named]
        more, rest = offering_of_products(sectors, words, confidence)
        return [*made, *more], [*unknown, *rest]

    def _corrected(self, found: list[OfferingFact], name_zh: str) -> list[OfferingFact]:
        """The offerings, with what the name says where the industry of the list is another one.

        An industry that is no class of GB/T 4754 is where a firm sells: 专用轮胎, special tyres, of
        the industry 工程机械, construction machinery. Of the industry its division stays.
        """
        meant = self._cells.context.sectors.of_name(name_zh) if found and name_zh else None
        if meant is None or len(meant[0]) != _GROUP_DIGITS or not self._cells.cells("sector"):
            return found
        group, words = meant
        if any(one.verb != "makes" or group.startswith(one.sector) for one in found):
            return found
        # Both are conclusions then: that the firm makes goods of the division is one as well.
        wider = [replace(one, sector=one.sector[: _GROUP_DIGITS - 1], by_us=True) for one in found]
        quote = f"inferred from the words {words} in the name"
        by_name = OfferingFact("makes", group, (words,), confidence="low", quote=quote, by_us=True)
        return [*wider, by_name]

    def _with_goods(self, found: list[OfferingFact], name_zh: str) -> list[OfferingFact]:
        """The offerings with the goods that the name says: 冰箱 to one of household appliances."""
        goods = self._cells.context.sectors.goods_of_name(name_zh) if name_zh else ()
        named = [tuple(word for word, codes in goods if one.sector in codes) for one in found]
        return [
            replace(one, products=tuple(dict.fromkeys((*one.products, *words))))
            for one, words in zip(found, named, strict=True)
        ]

    def _is_of_a_class(self) -> bool:
        return any(is_class(text) for _, text in self._cells.cells("sector"))

    def _of_category(self, confidence: str) -> list[OfferingFact]:
        """The offering of the kind of product that the row names, with the products of the row."""
        for column, text in self._cells.cells("category"):
            if code := self._cells.context.sectors.of_industry(text):
                named = (text, *self._cells.words("products", loose=True))
                words = tuple(dict.fromkeys(word for word in named if len(word) <= _LONGEST))
                verb = "serves" if code.startswith("PS") else "makes"
                quote = f"{column}: {text}"
                return [
                    OfferingFact(verb, code, products=words, confidence=confidence, quote=quote)
                ]
            why = "is no manufacturing sector and no producer service that is known"
            self._cells.remark(column, UNKNOWN_SECTOR, text, why)
        return []

    def _of_finer_industry(self, offerings: list[OfferingFact]) -> list[OfferingFact]:
        """What an industry that is no class of GB/T 4754 says within a division that the row
        names: 工程机械 of C35 is C351; of C34 it says nothing, for it holds lift trucks, too. It is
        where a firm sells as well, so that it is a conclusion, and its name goes before.
        """
        above = {one.sector for one in offerings}
        found = []
        for column, text in self._cells.cells("industry"):
            code = self._cells.context.sectors.group_of_industry(text, above)
            if code and code not in above:
                quote = f"{column}: {text}"
                found.append(OfferingFact("makes", code, confidence="low", quote=quote, by_us=True))
        return found

    def _within(
        self, offerings: list[OfferingFact], name_zh: str, name_en: str
    ) -> list[OfferingFact]:
        """What the name says within a division or class of which the row names no group."""
        found = []
        groups = [one.sector for one in offerings]
        for above in dict.fromkeys((one.verb, one.sector) for one in offerings):
            verb, code = above
            if any(other != code and other.startswith(code) for other in groups):
                continue
            for name in (name_zh, name_en):
                if name and (meant := self._cells.context.sectors.of_name_within(name, code)):
                    group, words = meant
                    quote = f"inferred from the words {words} in the name"
                    named = (words,) if name == name_zh else ()
                    found.append(
                        OfferingFact(verb, group, named, confidence="low", quote=quote, by_us=True)
                    )
                    break
        return found

    def _stated(self, verb: str, confidence: str) -> Iterator[OfferingFact]:
        for column, text in self._cells.cells(verb):
            for part in cell_values.read_list(text):
                try:
                    code = self._cells.context.sectors.named(part, verb)
                except CellFault as fault:
                    self._cells.refuse(column, UNKNOWN_SECTOR, part, str(fault), fault.suggestion)
                yield OfferingFact(verb, code, confidence=confidence, quote=f"{column}: {part}")

    def _of_sector(self, confidence: str) -> Iterator[OfferingFact]:
        """Yield the offerings of the first column of classes or industries that is understood."""
        for column, text in self._cells.cells("sector"):
            found = []
            # The name of a class holds the marks of a list: C37铁路、船舶、航空航天…
            for part in [text] if is_class(text) else cell_values.read_list(text):
                code = self._cells.context.sectors.of_class(part)
                named = code is not None
                if not is_class(part):
                    code = code or self._cells.context.sectors.of_industry(part)
                if code is None:
                    why = "is no manufacturing sector and no producer service that is known"
                    self._cells.remark(column, UNKNOWN_SECTOR, part, why)
                    continue
                verb = "serves" if code.startswith("PS") else "makes"
                sure = confidence if named and verb == "makes" else _LOWER[confidence]
                found.append(OfferingFact(verb, code, confidence=sure, quote=f"{column}: {part}"))
            if found:
                yield from found
                return

    def _with_hs(self, offerings: list[OfferingFact], confidence: str) -> list[OfferingFact]:
        found = list(offerings)
        for column, text in self._cells.cells("hs"):
            for part in cell_values.read_list(text, loose=True):
                try:
                    code = hs_code(part)
                except CellFault as fault:
                    self._cells.refuse(column, TYPE_ERROR, part, str(fault), fault.suggestion)
                sector = self._cells.context.sectors.of_hs(code)
                if sector is None:
                    why = "is made by several sectors, or by none that is known"
                    self._cells.remark(column, UNKNOWN_SECTOR, part, why)
                    continue
                quote = f"HS code: {code}"
                sure = _LOWER[confidence]
                found.append(
                    OfferingFact("makes", sector, hs=(code,), confidence=sure, quote=quote)
                )
        return found

    def _of_name(self, name_zh: str, name_en: str) -> Iterator[OfferingFact]:
        for name in (name_zh, name_en):
            if name and (meant := self._cells.context.sectors.of_name(name)):
                code, words = meant
                quote = f"inferred from the words {words} in the name"
                named = (words,) if name == name_zh else ()
                yield OfferingFact("makes", code, named, confidence="low", quote=quote, by_us=True)
                return

    def _with_products(
        self, offerings: list[OfferingFact], unknown: list[str]
    ) -> list[OfferingFact]:
        """Give words that mean no sector to the only offering; remark on the others."""
        makes = [one for one in offerings if one.verb == "makes"]
        short = tuple(word for word in unknown if len(word) <= _LONGEST)
        if len(makes) == 1 and not makes[0].by_us and short:
            kept = replace(makes[0], products=(*makes[0].products, *short))
            return [kept if one is makes[0] else one for one in offerings]
        for word in unknown:
            column = next(
                column
                for field in ("products", "main_products")
                for column, _ in self._cells.cells(field)
            )
            self._cells.remark(column, UNKNOWN_PRODUCT, word, "means no sector that is known")
        return offerings

    def _with_processes(self, offerings: list[OfferingFact], confidence: str) -> list[OfferingFact]:
        """Give the processes to the only sector that is made, else each to the sector that it
        means.
        """
        words = [one for one in self._cells.words("processes", loose=True) if len(one) <= _LONGEST]
        if not words:
            return offerings
        makes = {one.sector for one in offerings if one.verb == "makes"}
        if len(makes) == 1:
            return [
                replace(one, processes=tuple(words)) if one.verb == "makes" else one
                for one in offerings
            ]
        column = self._cells.cells("processes")[0][0]
        found = list(offerings)
        for word in words:
            code = self._cells.context.sectors.of_word(word)
            if code is None:
                self._cells.remark(column, UNKNOWN_PRODUCT, word, "means no sector that is known")
                continue
            quote = f"process: {word}"
            found.append(
                OfferingFact("makes", code, processes=(word,), confidence=confidence, quote=quote)
            )
        return found


def _is_parted(offering: OfferingFact, by_name: Sequence[OfferingFact]) -> bool:
    """Whether a class of services stands for the division of a list, and the name says the service
    of it: an institute of gardens is no provider of patents. Who makes goods of one group may well
    make those of others.
    """
    return offering.verb == "serves" and any(
        one.verb == "serves" and one.sector.startswith(offering.sector) for one in by_name
    )
