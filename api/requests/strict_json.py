"""Strict JSON bodies: values that cannot be stored or are ambiguous are refused."""

import codecs
import json
import re
from collections.abc import Mapping
from decimal import Decimal, DecimalException
from functools import reduce
from typing import IO, Any, NoReturn

from rest_framework.parsers import BaseParser

from api.problems.refusals import BodyRefused, BodyTooLarge, ErrorDetail, join_pointer
from core.languages.messages import Message

MAX_BYTES = 1_000_000
_SHOWN = 20
# Twice the depth of any valid body, and far below the recursion limit of Python.
_MAX_DEPTH = 32
_UNSTORABLE = re.compile(r"[\0\ud800-\udfff]")
_HALF = "a lone surrogate, which is not a character"


class StrictJSONParser(BaseParser):
    """Parses UTF-8 JSON without NaN, duplicate names, NUL or lone surrogates. Fractions become
    Decimal.
    """

    media_type = "application/json"

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        return parse_json(read_body(stream))


class EmptyBodyParser(StrictJSONParser):
    """Parses the body of an action without parameters: empty, or {}, with any content type (curl
    sends -d as a form).
    """

    media_type = "*/*"

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        return parse_json(read_body(stream).strip() or b"{}")


def read_body(stream: IO[Any]) -> bytes:
    """Return the bytes of a body. Raises `BodyTooLarge`."""
    # One byte more than allowed is enough to detect a body that is too long.
    raw: bytes = stream.read(MAX_BYTES + 1)
    if len(raw) > MAX_BYTES:
        raise BodyTooLarge
    return raw


def parse_json(raw: bytes) -> Any:
    """Return the value of a JSON text; a byte order mark before it is passed over. Raises
    `BodyRefused`.
    """
    try:
        value = json.loads(
            raw.removeprefix(codecs.BOM_UTF8).decode(),
            parse_constant=_no_constant,
            # A float would change 0.1 before a field can count its decimals.
            parse_float=_decimal,
            object_pairs_hook=_object,
        )
    except UnicodeDecodeError:
        raise _refusal("the body is not UTF-8") from None
    except RecursionError:
        raise _refusal("the body is nested too deeply") from None
    except json.JSONDecodeError as fault:
        where = Message("line {lineno}, column {colno}", lineno=fault.lineno, colno=fault.colno)
        rest = fault.doc[fault.pos : fault.pos + _SHOWN]
        found = Message("from {rest!r}", rest=rest) if rest else Message("where it ends")
        raise _refusal(
            Message("the body is not JSON at {where}, {found}", where=where, found=found)
        ) from None
    except ValueError:  # Python reads no whole number of more than some thousand digits
        raise _refusal("a number is too long") from None
    _refuse_unstorable(value, [])
    return value


def _refusal(detail: str, pointer: str = "") -> BodyRefused:
    return BodyRefused([ErrorDetail(detail, pointer=pointer)])


def _no_constant(name: str) -> NoReturn:
    raise _refusal(Message("{name} is not JSON", name=name))


def _decimal(text: str) -> Decimal:
    try:
        return Decimal(text)
    except DecimalException:
        raise _refusal("a number is out of range") from None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        # json.loads would silently keep the last of two members with the same name.
        if name in found:
            raise _refusal(
                Message("{name} is given twice in one object", name=json.dumps(name[:60]))
            )
        found[name] = value
    return found


def _refuse_unstorable(value: Any, path: list[Any]) -> None:
    """Refuse strings that PostgreSQL cannot store: with NUL or a lone surrogate. `path` leads to
    the value.
    """
    if isinstance(value, str):
        _refuse_text(value, path)
    elif isinstance(value, dict | list):
        if len(path) == _MAX_DEPTH:
            raise _refusal("the body is nested too deeply")
        for name in value if isinstance(value, dict) else ():
            _refuse_text(name, path)
        path.append("")
        for path[-1], inner in value.items() if isinstance(value, dict) else enumerate(value):
            _refuse_unstorable(inner, path)
        path.pop()


def _refuse_text(text: str, path: list[Any]) -> None:
    if found := _UNSTORABLE.search(text):
        why = "a NUL character" if found[0] == "\0" else _HALF
        # The pointer is built only for an error: a single name in it may have 1 MB.
        raise _refusal(Message("holds {why}", why=Message(why)), reduce(join_pointer, path, ""))
