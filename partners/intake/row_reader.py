"""Read the rows of a table by a column map. No Django here."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from partners.errors import NameFault, format_choices
from partners.identity.identifiers import IDENTIFIERS, identifier_text, valid_identifier
from partners.identity.parsed_name import is_chinese, normalise
from partners.intake.reading.source_table import SourceRow
from partners.intake.row_context import RowContext
from partners.intake.row_facts import (
    CONSTRAINT_ERROR,
    EXTRA_CELL,
    TYPE_ERROR,
    UNKNOWN_PLACE,
    UNKNOWN_PRODUCT,
    UNKNOWN_SECTOR,
    OfferingFact,
    RowFacts,
    RowRefused,
    RowRemark,
    join_offerings,
)
from partners.intake.values import cell_values
from partners.intake.values.cell_values import CellFault
from partners.intake.values.sector_cells import (
    hs_code,
    is_class,
    offering_of_products,
)
from partners.names import vocabulary
from partners.names.certificates import certificate_name
from partners.reference.atlas import PlaceRow
from partners.registry.records import CertificateRecord, ProfileRecord

_CHINA = frozenset((
    "china", "cn", "chn", "prc", "p.r.china", "p.r. china", "mainland china",
    "people's republic of china", "hong kong", "hk", "hkg", "macao", "macau", "mo", "mac",
    "taiwan", "tw", "twn", "中国", "中国大陆", "中华人民共和国", "香港", "澳门", "台湾",
    "中港澳",
))  # fmt: skip
_LONGEST_KEY = 120
_LOWER = {"high": "medium", "medium": "low", "low": "low"}


def read_row(context: RowContext, row: SourceRow) -> RowFacts:
    """The facts of a row. Raises `RowRefused` at its first error."""
    if row.surplus:
        message = f"has more cells than the {context.width} columns"
        raise RowRefused(RowRemark(row.number, "", EXTRA_CELL, "", message))
    return _Row(context, row).facts()


class _Row:
    """The reading of one row: values, and remarks on the way."""

    def __init__(self, context: RowContext, row: SourceRow) -> None:
        self._context, self._row = context, row
        self._remarks: list[RowRemark] = []

    def facts(self) -> RowFacts:
        name_zh, name_en = self._names()
        self._country()
        identifiers = self._identifiers()
        offerings = self._offerings(name_zh, name_en)
        aliases = self._lists("alias")
        return RowFacts(
            number=self._row.number,
            key=self._key(identifiers, name_zh or name_en),
            name_zh=name_zh,
            name_en=name_en,
            aliases=tuple(one[:200] for one in aliases if one not in (name_zh, name_en)),
            place=self._place(),
            identifiers=identifiers,
            offerings=join_offerings(offerings),
            profile=self._profile(),
            certificates=self._certificates(),
            notes=tuple(self._context.notes(self._row)),
            remarks=tuple(self._remarks),
        )

    def _cells(self, field: str) -> list[tuple[str, str]]:
        return self._context.cells(self._row, field)

    def _lists(self, field: str, *, loose: bool = False) -> tuple[str, ...]:
        found = (cell_values.read_list(text, loose=loose) for _, text in self._cells(field))
        return tuple(dict.fromkeys(part for parts in found for part in parts))

    def _refuse(self, column: str, code: str, value: str, why: str, near: str = "") -> Any:
        raise RowRefused(RowRemark(self._row.number, column, code, value, why, near))

    def _remark(self, column: str, code: str, value: str, why: str, near: str = "") -> None:
        self._remarks.append(RowRemark(self._row.number, column, code, value, why, near))

    def _read(self, field: str, read: Callable[[str], Any]) -> Any:
        """The value of the first filled cell of a field, or None. Refuses the row at a fault."""
        for column, text in self._cells(field):
            try:
                return read(text)
            except CellFault as fault:
                self._refuse(column, TYPE_ERROR, text, str(fault), fault.suggestion)
        return None

    def _names(self) -> tuple[str, str]:
        found = {"zh": "", "en": ""}
        for field in ("name_zh", "name_en", "name"):
            for column, text in self._cells(field):
                if len(text) > 200:
                    self._refuse(column, CONSTRAINT_ERROR, text, "is longer than 200 characters")
                # A column of names holds what its rows write: in either script.
                script = "zh" if is_chinese(text) else "en"
                found[script] = found[script] or text
        if not any(found.values()):
            column = next(
                (
                    columns[0]
                    for field in ("name_zh", "name", "name_en")
                    if (columns := self._context.map.columns.get(field))
                ),
                "",
            )
            self._refuse(column, CONSTRAINT_ERROR, "", "is empty: an organisation has a name")
        return found["zh"], found["en"]

    def _country(self) -> None:
        for column, text in self._cells("country"):
            if text.casefold() not in _CHINA:
                self._refuse(column, CONSTRAINT_ERROR, text, "is not in China", "China")

    def _identifiers(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for kind in IDENTIFIERS:
            for column, text in self._cells(kind)[:1]:
                value = identifier_text(kind, text)
                if not valid_identifier(kind, value):
                    why = f"is not a valid identifier of the kind {kind}: check its digits"
                    self._refuse(column, CONSTRAINT_ERROR, text, why)
                found[kind] = value
        return found

    def _key(self, identifiers: dict[str, str], name: str) -> str:
        given = self._cells("key")
        key = given[0][1] if given else ""
        for kind in ("uscc", "lei", "stock"):
            key = key or identifiers.get(kind, "")
        key = key or normalise(name).casefold().replace(" ", "-")
        if len(key) <= _LONGEST_KEY:
            return key
        return f"{key[:100]}-{hashlib.sha256(key.encode()).hexdigest()[:16]}"

    def _place(self) -> str | None:
        given = self._cells("place")
        addresses = [text for _, text in self._cells("address")]
        fault: tuple[str, str, CellFault] | None = None
        found: list[PlaceRow] = []
        for column, text in given:
            try:
                found.append(self._context.place(text))
            except CellFault as error:
                fault = fault or (column, text, error)
        if found:
            # A city beside its province: the narrower one.
            return next((one for one in found if not one.is_province), found[0]).code
        whole = ", ".join([*addresses, *(text for _, text in given)])
        row = self._context.addresses.find(whole) if whole else None
        if row is None and fault:
            column, text, reason = fault
            self._refuse(column, UNKNOWN_PLACE, text, str(reason), reason.suggestion)
        if row is None and addresses:
            column, text = self._cells("address")[0]
            self._remark(column, UNKNOWN_PLACE, text, "names no place that is known for certain")
        return row.code if row else None

    def _offerings(self, name_zh: str, name_en: str) -> list[OfferingFact]:
        confidence = self._context.map.facts.confidence
        found = [*self._stated("makes", confidence), *self._stated("serves", confidence)]
        found += self._of_sector(confidence)
        words = self._lists("products", loose=True)
        made, unknown = offering_of_products(self._context.sectors, words, _LOWER[confidence])
        if "products" in self._context.map.inferences:
            found += made
        found = self._with_hs(found, confidence)
        if not found and "name" in self._context.map.inferences:
            found += self._of_name(name_zh, name_en)
        return self._with_products(found, unknown)

    def _stated(self, verb: str, confidence: str) -> Iterator[OfferingFact]:
        for column, text in self._cells(verb):
            for part in cell_values.read_list(text):
                try:
                    code = self._context.sectors.named(part, verb)
                except CellFault as fault:
                    self._refuse(column, UNKNOWN_SECTOR, part, str(fault), fault.suggestion)
                yield OfferingFact(verb, code, confidence=confidence, quote=f"{column}: {part}")

    def _of_sector(self, confidence: str) -> Iterator[OfferingFact]:
        """Yield the offerings of the first column of classes or industries that is understood."""
        for column, text in self._cells("sector"):
            found = []
            for part in cell_values.read_list(text):
                code = self._context.sectors.of_class(part)
                named = code is not None
                if not is_class(part):
                    code = code or self._context.sectors.of_word(part, "makes")
                    code = code or self._context.sectors.of_word(part, "serves")
                if code is None:
                    why = "is no manufacturing sector and no producer service that is known"
                    self._remark(column, UNKNOWN_SECTOR, part, why)
                    continue
                verb = "serves" if code.startswith("PS") else "makes"
                sure = confidence if named and verb == "makes" else _LOWER[confidence]
                found.append(OfferingFact(verb, code, confidence=sure, quote=f"{column}: {part}"))
            if found:
                yield from found
                return

    def _with_hs(self, offerings: list[OfferingFact], confidence: str) -> list[OfferingFact]:
        found = list(offerings)
        for column, text in self._cells("hs"):
            for part in cell_values.read_list(text, loose=True):
                try:
                    code = hs_code(part)
                except CellFault as fault:
                    self._refuse(column, TYPE_ERROR, part, str(fault), fault.suggestion)
                sector = self._context.sectors.of_hs(code)
                if sector is None:
                    why = "is made by several sectors, or by none that is known"
                    self._remark(column, UNKNOWN_SECTOR, part, why)
                    continue
                quote = f"HS code: {code}"
                found.append(OfferingFact("makes", sector, (), (code,), _LOWER[confidence], quote))
        return found

    def _of_name(self, name_zh: str, name_en: str) -> Iterator[OfferingFact]:
        for name in (name_zh, name_en):
            if name and (meant := self._context.sectors.of_name(name)):
                code, words = meant
                quote = f"inferred from the words {words} in the name"
                yield OfferingFact("makes", code, confidence="low", quote=quote, by_us=True)
                return

    def _with_products(
        self, offerings: list[OfferingFact], unknown: list[str]
    ) -> list[OfferingFact]:
        """Give words that mean no sector to the only offering; remark on the others."""
        makes = [one for one in offerings if one.verb == "makes"]
        short = tuple(word for word in unknown if len(word) <= 80)
        if len(makes) == 1 and not makes[0].by_us and short:
            kept = replace(makes[0], products=(*makes[0].products, *short))
            return [kept if one is makes[0] else one for one in offerings]
        for word in unknown:
            column = self._cells("products")[0][0]
            self._remark(column, UNKNOWN_PRODUCT, word, "means no sector that is known")
        return offerings

    def _profile(self) -> ProfileRecord:
        order = self._read("minimum_order", cell_values.read_quantity) or (None, "")
        capacity = self._read("monthly_capacity", cell_values.read_quantity) or (None, "")
        years = self._read("export_years", cell_values.read_number)
        return ProfileRecord(
            minimum_order=order[0],
            minimum_order_unit=order[1],
            lead_time_days=self._read("lead_time_days", cell_values.read_days),
            monthly_capacity=capacity[0],
            monthly_capacity_unit=capacity[1],
            export_years=None if years is None else int(years),
            markets=self._codes("markets", vocabulary.market_code),
            languages=self._codes("languages", vocabulary.language_code),
        )

    def _codes(self, field: str, known: Callable[[str], str]) -> tuple[str, ...] | None:
        words = self._lists(field, loose=True)
        found: dict[str, None] = {}
        for word in words:
            try:
                found[known(word)] = None
            except NameFault as fault:
                near = format_choices(tuple(fault.nearest)[:3]) if fault.nearest else ""
                self._refuse(self._cells(field)[0][0], TYPE_ERROR, word, str(fault), near)
        return tuple(found) if found else None

    def _certificates(self) -> tuple[CertificateRecord, ...]:
        names = dict.fromkeys(
            certificate_name(one) for one in self._lists("certificates", loose=True)
        )
        if not names:
            return ()
        until = self._read("valid_until", cell_values.read_day)
        since = self._read("valid_from", cell_values.read_day)
        return tuple(
            CertificateRecord(name[:40], valid_from=since, valid_until=until) for name in names
        )
