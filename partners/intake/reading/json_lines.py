"""Rows of JSON Lines: one flat object a line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, NoReturn

from core.languages.messages import Message
from partners.errors import FileFault
from partners.intake.reading.limits import Limits, check_size


class _Refused(Exception):
    """The object of a line; the arguments are its name and the reason."""


def json_rows(file: str, lines: Iterable[str], limits: Limits) -> Iterator[list[str]]:
    """Yield a header of all names in order, then the values of the object of each line.

    Raises `FileFault` naming the line that is not a flat object.
    """
    names: dict[str, int] = {}
    records: list[list[str]] = []
    cells = 0
    for number, line in enumerate(lines, 1):
        try:
            record = _flat_record(line) if line.strip() else {}
        except _Refused as fault:
            name, reason = fault.args
            raise FileFault(file, number, name, reason) from fault
        for name in record:
            names.setdefault(name, len(names))
        cells += len(names)
        check_size(file, number, len(names), cells, limits)
        row = [""] * len(names)
        for name, value in record.items():
            row[names[name]] = value
        records.append(row)
    yield list(names)
    for row in records:
        yield [*row, *([""] * (len(names) - len(row)))]


def _flat_record(line: str) -> dict[str, str]:
    try:
        # Numbers stay the text that the file holds: a float would lose digits of an identifier.
        record = json.loads(
            line,
            object_pairs_hook=_once_each,
            parse_int=str,
            parse_float=str,
            parse_constant=_no_number,
        )
    except RecursionError as fault:
        raise _Refused("", "is nested too deeply: one flat object a line") from fault
    except ValueError as fault:
        raise _Refused("", Message("is not JSON: {parser}", parser=fault)) from fault
    if not isinstance(record, dict):
        raise _Refused("", "is not a JSON object: one flat object a line")
    return {_whole(name, name): _text(name, value) for name, value in record.items()}


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    record = dict(pairs)
    if len(record) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise _Refused(twice[:100], "is given twice in one object")
    return record


def _no_number(text: str) -> NoReturn:
    reason = Message("holds {text}, which is no value of JSON: write null", text=text)
    raise _Refused("", reason)


def _text(name: str, value: Any, *, inside: bool = False) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list) and not inside:
        return "; ".join(_text(name, one, inside=True) for one in value)
    if isinstance(value, list | dict):
        if isinstance(value, list):
            reason = "holds a list in a list: a value is a text, a number or a list"
        else:
            reason = "holds an object: a value is a text, a number or a list"
        raise _Refused(name[:100], reason)
    return _whole(name, str(value))


def _whole(name: str, text: str) -> str:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as fault:
        label = name.encode("ascii", "replace").decode()[:100]
        raise _Refused(label, "holds half a character (a lone surrogate)") from fault
    return text
