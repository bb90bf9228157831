"""Read the rows of a table by a column map. No Django here."""

from __future__ import annotations

import hashlib

from core.languages.messages import Message
from partners.errors import format_choices
from partners.identity.identifiers import IDENTIFIERS, identifier_text, valid_identifier
from partners.identity.parsed_name import is_chinese, normalise
from partners.intake.reading.source_table import SourceRow
from partners.intake.row_cells import RowCells
from partners.intake.row_context import RowContext
from partners.intake.row_facts import (
    CONSTRAINT_ERROR,
    EXTRA_CELL,
    TYPE_ERROR,
    UNKNOWN_PLACE,
    RowFacts,
    RowRefused,
    RowRemark,
    join_offerings,
)
from partners.intake.row_offerings import RowOfferings
from partners.intake.row_profile import (
    profile_notes,
    read_certificates,
    read_phone,
    read_profile,
)
from partners.intake.values.cell_values import CellFault
from partners.intake.values.damaged_cells import no_organisation, whole_digits
from partners.reference.atlas import PlaceRow

_CHINA = frozenset((
    "china", "cn", "chn", "prc", "p.r.china", "p.r. china", "mainland china",
    "people's republic of china", "hong kong", "hk", "hkg", "macao", "macau", "mo", "mac",
    "taiwan", "tw", "twn", "中国", "中国大陆", "中华人民共和国", "香港", "澳门", "台湾",
    "中港澳",
))  # fmt: skip
_LONGEST_KEY = 120
_LONGEST_ADDRESS = 300


def read_row(context: RowContext, row: SourceRow) -> RowFacts:
    """The facts of a row. Raises `RowRefused` at its first error."""
    if row.surplus:
        message = Message("has more cells than the {width} columns", width=context.width)
        raise RowRefused(RowRemark(row.number, "", EXTRA_CELL, "", message))
    return _Row(context, row).facts()


class _Row:
    """The reading of one row: values, and remarks on the way."""

    def __init__(self, context: RowContext, row: SourceRow) -> None:
        self._context, self._row = context, row
        self._of = RowCells(context, row)

    def facts(self) -> RowFacts:
        self._wanted()
        name_zh, name_en = self._names()
        self._country()
        identifiers = self._identifiers()
        offerings = RowOfferings(self._of).read(name_zh, name_en)
        aliases = self._of.words("alias")
        profile = read_profile(self._of)
        return RowFacts(
            number=self._row.number,
            key=self._key(identifiers, name_zh or name_en),
            name_zh=name_zh,
            name_en=name_en,
            aliases=tuple(one[:200] for one in aliases if one not in (name_zh, name_en)),
            place=self._place(),
            address=self._address(),
            phone=read_phone(self._of),
            identifiers=identifiers,
            offerings=join_offerings(offerings),
            profile=profile,
            certificates=read_certificates(self._of),
            notes=(*self._context.notes(self._row), *profile_notes(self._of, profile)),
            remarks=tuple(self._of.remarks),
        )

    def _wanted(self) -> None:
        """Refuse a row that the map does not want, such as one of a firm that is closed."""
        for column, text, wanted in self._context.unwanted(self._row):
            why = Message(
                "is not {wanted}: the map takes no other row", wanted=format_choices(wanted)
            )
            self._of.refuse(column, CONSTRAINT_ERROR, text, why)

    def _address(self) -> str:
        text = ", ".join(dict.fromkeys(text for _, text in self._of.cells("address")))
        if len(text) <= _LONGEST_ADDRESS:
            return text
        column, _ = self._of.cells("address")[0]
        why = Message(
            "is longer than {longest} characters: only its place is read", longest=_LONGEST_ADDRESS
        )
        self._of.remark(column, CONSTRAINT_ERROR, text, why)
        return ""

    def _names(self) -> tuple[str, str]:
        found = {"zh": "", "en": ""}
        for field in ("name_zh", "name_en", "name"):
            for column, text in self._of.cells(field):
                if len(text) > 200:
                    self._of.refuse(column, CONSTRAINT_ERROR, text, "is longer than 200 characters")
                if why := no_organisation(text, column):
                    self._of.refuse(column, CONSTRAINT_ERROR, text, why)
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
            self._of.refuse(column, CONSTRAINT_ERROR, "", "is empty: an organisation has a name")
        return found["zh"], found["en"]

    def _country(self) -> None:
        for column, text in self._of.cells("country"):
            if text.casefold() not in _CHINA:
                self._of.refuse(column, CONSTRAINT_ERROR, text, "is not in China", "China")

    def _identifiers(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for kind in IDENTIFIERS:
            for column, text in self._of.cells(kind)[:1]:
                try:
                    value = identifier_text(kind, whole_digits(text))
                except CellFault as fault:
                    self._of.refuse(column, TYPE_ERROR, text, str(fault))
                if not valid_identifier(kind, value):
                    if kind == "website":
                        # It decides nothing, so that the row goes without it.
                        why = Message("is no address of a website: it is left out")
                        self._of.remark(column, CONSTRAINT_ERROR, text, why)
                        continue
                    why = Message(
                        "is not a valid identifier of the kind {kind}: check its digits", kind=kind
                    )
                    self._of.refuse(column, CONSTRAINT_ERROR, text, why)
                found[kind] = value
        return found

    def _key(self, identifiers: dict[str, str], name: str) -> str:
        given = self._of.cells("key")
        key = self._of.read("key", whole_digits) if given else ""
        for kind in ("uscc", "lei", "stock"):
            key = key or identifiers.get(kind, "")
        key = key or normalise(name).casefold().replace(" ", "-")
        if len(key) <= _LONGEST_KEY:
            return key
        return f"{key[:100]}-{hashlib.sha256(key.encode()).hexdigest()[:16]}"

    def _place(self) -> str | None:
        given = self._of.cells("place")
        addresses = [text for _, text in self._of.cells("address")]
        fault: tuple[str, str, CellFault] | None = None
        found: list[PlaceRow] = []
        for column, text in given:
            try:
                found.append(self._context.place(text))
            except CellFault as error:
                fault = fault or (column, text, error)
        if found:
            if fault:
                column, text, reason = fault
                self._of.remark(column, UNKNOWN_PLACE, text, str(reason), reason.suggestion)
            # A city beside its province: the narrower one.
            return next((one for one in found if not one.is_province), found[0]).code
        whole = ", ".join([*addresses, *(text for _, text in given)])
        row = self._context.addresses.find(whole) if whole else None
        if row is None and fault:
            column, text, reason = fault
            self._of.refuse(column, UNKNOWN_PLACE, text, str(reason), reason.suggestion)
        if row is None and addresses:
            column, text = self._of.cells("address")[0]
            self._of.remark(column, UNKNOWN_PLACE, text, "names no place that is known for certain")
        return row.code if row else None
