"""The map of a list: which column fills which field, and what is true of every row.

`seeds/maps/*.toml` are maps; `docs/import.md` states the format.
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

from core.languages.messages import Message
from partners.errors import FileFault, format_choices, nearest_hint, nearest_words
from partners.intake.mapping.fields import FIELDS, is_personal

FORMS = ("company", "research_institute", "public_body", "unknown")
_CONFIDENCES = ("high", "medium", "low")
_KINDS = ("declared", "reported", "verified")
_NAMES = ("shared", "unique")
_STATED, _CONCLUDED = "stated", "concluded"
_PARTS = {"list", "columns", "constants", "note", "inference", "only"}
_LIST = {
    "name", "name_zh", "notice", "notice_zh", "source", "licence", "date", "speaker", "kind",
    "confidence", "form", "names", "offerings",
}  # fmt: skip
_INFERENCES = ("products", "sector", "name")
_BRACES = re.compile(r"\{([^{}]+)\}")


@dataclass(frozen=True)
class ListFacts:
    """What is true of a list as a whole. `name_zh` and `notice_zh` are name and notice in Chinese.
    `source` is its address, `date` the day of its content; `speaker` says its facts, `kind` and
    `confidence` are those of the evidence.
    """

    name: str = ""
    notice: str = ""
    name_zh: str = ""
    notice_zh: str = ""
    source: str = ""
    licence: str = ""
    date: dt.date | None = None
    speaker: str = ""
    kind: str = "reported"
    confidence: str = "medium"
    form: str = "company"
    names: str = "shared"
    offerings: str = _STATED

    @property
    def concluded(self) -> bool:
        """Whether the list only lets conclude what a firm makes: words that its profile holds may
        also be what its goods are for.
        """
        return self.offerings == _CONCLUDED

    @property
    def unique_names(self) -> bool:
        """Whether one name is one organisation in this list, wherever its rows place it."""
        return self.names == "unique"


@dataclass(frozen=True)
class ColumnMap:
    """`columns`: field -> columns, the best first; `constants`: field -> text for each row.

    `notes` are sentences for the record with names of columns in braces; a sentence of which a
    column is empty is left out. `inferences` are the fields from which a sector may be inferred.
    `only`: column -> the texts of the rows that are wanted; any other row is an error.
    """

    columns: Mapping[str, tuple[str, ...]]
    constants: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    inferences: tuple[str, ...] = _INFERENCES
    facts: ListFacts = field(default_factory=ListFacts)
    only: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def used_columns(self) -> set[str]:
        """The columns that are read."""
        named = {column for columns in self.columns.values() for column in columns}
        named |= set(self.only)
        return named | {column for note in self.notes for column in _BRACES.findall(note)}


def read_map(path: Path) -> ColumnMap:
    """The map in a TOML file. Raises `FileFault` that names the entry and the nearest right one."""
    return parse_map(path.name, read_map_text(path))


def read_map_text(path: Path) -> str:
    """The text of a TOML file. Raises `FileFault`."""
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        raise FileFault(
            path.name, 1, "", Message("cannot be read as TOML: {parser}", parser=fault)
        ) from fault


def parse_map(name: str, text: str) -> ColumnMap:
    """The map in a TOML text; `name` stands in faults. Raises `FileFault` as `read_map` does."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise FileFault(
            name, 1, "", Message("cannot be read as TOML: {parser}", parser=fault)
        ) from fault
    return _Reader(name).column_map(data)


def check_columns(map_: ColumnMap, file: str, columns: Sequence[str]) -> None:
    """Raise `FileFault` where the map names a column that the file lacks, or one of persons."""
    for column in sorted(map_.used_columns()):
        if column not in columns:
            known = [name for name in columns if name]
            reason = Message(
                "is in the map and not in the file{hint}", hint=nearest_hint(column, known)
            )
            raise FileFault(file, 1, column, reason, nearest_words(column, known))
        if is_personal(column):
            raise FileFault(file, 1, column, "is about persons: no data of persons is taken in")
    if not any(map_.columns.get(name) for name in ("name", "name_zh", "name_en")):
        named = format_choices([name for name in columns if name][:12])
        reason = Message(
            "no column holds the name of the organisation: give a map; there are {named}",
            named=named,
        )
        raise FileFault(file, 1, "", reason)


class _Reader:
    def __init__(self, file: str) -> None:
        self._file = file

    def column_map(self, data: Mapping[str, Any]) -> ColumnMap:
        self._known(data, _PARTS, "")
        columns = self._part(data, "columns")
        self._known(columns, FIELDS, "columns")
        constants = self._part(data, "constants")
        self._known(constants, FIELDS, "constants")
        only = self._part(data, "only")
        sentences = self._part(data, "note").get("sentences", [])
        inferences = self._part(data, "inference").get("from", list(_INFERENCES))
        self._known(dict.fromkeys(inferences), _INFERENCES, "inference")
        return ColumnMap(
            columns={name: self._texts(name, value) for name, value in columns.items()},
            constants={name: self._text(name, value) for name, value in constants.items()},
            notes=self._texts("sentences", sentences),
            inferences=tuple(inferences),
            facts=self._facts(self._part(data, "list")),
            only={name: self._texts(name, value) for name, value in only.items()},
        )

    def _facts(self, given: Mapping[str, Any]) -> ListFacts:
        self._known(given, _LIST, "list")
        rest = {name: self._text(name, value) for name, value in given.items() if name != "date"}
        facts = ListFacts(date=self._date(given.get("date")), **rest)
        for name, right in (
            ("kind", _KINDS),
            ("confidence", _CONFIDENCES),
            ("form", FORMS),
            ("names", _NAMES),
            ("offerings", (_STATED, _CONCLUDED)),
        ):
            if getattr(facts, name) not in right:
                self._fault(
                    f"list.{name}",
                    Message("is not one of {right}", right=format_choices(right)),
                    right,
                )
        return facts

    def _part(self, data: Mapping[str, Any], name: str) -> Mapping[str, Any]:
        part = data.get(name, {})
        return part if isinstance(part, dict) else self._fault(name, "is not a table")

    def _known(self, given: Mapping[str, Any], right: Any, where: str) -> None:
        for name in given:
            if name not in right:
                reason = Message("is unknown{hint}", hint=nearest_hint(name, right))
                self._fault(f"{where}.{name}".strip("."), reason, nearest_words(name, right))

    def _texts(self, name: str, value: Any) -> tuple[str, ...]:
        values = value if isinstance(value, list) else [value]
        return tuple(self._text(name, one) for one in values)

    def _text(self, name: str, value: Any) -> str:
        return value if isinstance(value, str) else self._fault(name, "is not a text")

    def _date(self, value: Any) -> dt.date | None:
        if value is not None and (not isinstance(value, dt.date) or isinstance(value, dt.datetime)):
            self._fault("list.date", "is not a day such as 2022-01-31")
        return value

    def _fault(self, entry: str, reason: str, nearest: Sequence[str] = ()) -> NoReturn:
        raise FileFault(self._file, 1, entry, reason, nearest)
