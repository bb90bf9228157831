"""The form body of the Reconciliation API 0.2: a field whose text is JSON."""

from collections.abc import Mapping
from typing import IO, Any
from urllib.parse import parse_qsl

from api.problems.refusals import BodyRefused, ErrorDetail
from api.requests.strict_json import StrictJSONParser, parse_json, read_body
from core.languages.messages import Message

FIELD = "queries"
# A client sends one field; a few more may be named in the refusal.
_MOST_FIELDS = 20


class QueriesFormParser(StrictJSONParser):
    """Parses `queries=JSON` into `{"queries": value}`; other fields stay text and are refused by
    the shape of the body.
    """

    media_type = "application/x-www-form-urlencoded"

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        fields = _fields(read_body(stream))
        found: dict[str, Any] = {}
        for name, text in fields:
            if name in found:
                raise _refusal(Message("the field {name!r} is given twice", name=name[:60]))
            found[name] = parse_json(text.encode()) if name == FIELD else text
        return found


def _fields(raw: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(
            raw.decode(),
            keep_blank_values=True,
            strict_parsing=bool(raw),
            errors="strict",
            max_num_fields=_MOST_FIELDS,
        )
    except UnicodeDecodeError:
        raise _refusal("the form is not UTF-8") from None
    except ValueError:
        raise _refusal("the body is no form with a field queries") from None


def _refusal(detail: str) -> BodyRefused:
    return BodyRefused([ErrorDetail(detail, pointer="")])
