"""The view of a list that is also given as a table: CSV, JSON Lines, or a workbook."""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from tempfile import TemporaryFile
from typing import Any, ClassVar

import orjson
from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers
from django.utils.http import content_disposition_header
from rest_framework.request import Request
from rest_framework.response import Response

from api.problems.refusals import ErrorDetail, QueryRefused
from api.requests import table_formats
from api.requests.table_formats import CSV, MEDIA_TYPES, XLSX, TableFormat
from api.v1 import etags
from api.view import ApiView
from core import tabular
from core.audit import security_log
from core.models import SecurityEvent
from core.tabular import Cell, Column, Sheet

# What is sent at once: a chunk a line would cost more than the line.
_BLOCK = 64_000
_NOT_IN_NAMES = re.compile(r"[\W_]+")
_LONGEST_NAME = 60


def _none() -> Sequence[Sheet]:
    return ()


@dataclass(frozen=True)
class Table:
    """A list as a table. `name`: of the file, without a suffix; `sheet`: of the sheet; `beside`
    makes the further sheets of a workbook. `rows` are read once. `state` changes with everything
    that the table shows; '' where only the rows tell it: then they are few. `next`: the address of
    the next page, where one page was asked for.
    """

    name: str
    sheet: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Cell]]
    beside: Callable[[], Sequence[Sheet]] = field(default=_none)
    state: str = ""
    next: str | None = None

    @property
    def header(self) -> list[str]:
        return [column.name for column in self.columns]


class TableView(ApiView):
    """A view of a list in JSON and as a table. `get` asks `table_format` which, and gives a table
    to `table_response`. `only_json` names the parameters that a table has no use for.
    """

    media_types: ClassVar[Sequence[str]] = MEDIA_TYPES
    renders_itself = True
    only_json: ClassVar[Sequence[str]] = ()
    # The table is a firm's own data: each that leaves stands in the security log.
    of_a_firm: ClassVar[bool] = False
    table_format: TableFormat | None = None

    def perform_content_negotiation(self, request: Request, force: bool = False) -> Any:
        """Choose the format of the list by the suffix of the address or by Accept, and the form of
        a problem, which is always JSON. Raises `NotAcceptable`.
        """
        suffix = self.kwargs.get("suffix")
        if suffix is not None:
            self.table_format = next(
                one for one in table_formats.TABLE_FORMATS if one.suffix == suffix
            )
        elif not force:
            chosen = table_formats.choose_media_type(request.headers.get("Accept", ""))
            self.table_format = table_formats.table_format(chosen)
        return super().perform_content_negotiation(request, force=force)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        sent = [name for name in self.only_json if name in request.query_params]
        if self.table_format and sent:
            detail = (
                "a table has the same columns always: leave this parameter out, or ask for JSON"
            )
            raise QueryRefused([ErrorDetail(detail, parameter=name) for name in sent])

    def finalize_response(
        self, request: Request, response: Any, *args: Any, **kwargs: Any
    ) -> Response:
        final = super().finalize_response(request, response, *args, **kwargs)
        if "suffix" not in self.kwargs:
            patch_vary_headers(final, ("Accept",))
        return final

    def table_response(self, request: Request, table: Table) -> HttpResponseBase:
        """Return the table in the chosen format; 304 where the caller has it. CSV and JSON Lines
        are streamed: the rows are read while they are sent.
        """
        chosen = self.table_format or CSV
        if not table.state:
            table, etag = _read(table, chosen)
        else:
            etag = _etag(table, chosen, table.state)
        headers = {"ETag": etag, "Cache-Control": "private, no-cache"}
        if etags.if_none_match_holds(request, etag):
            return HttpResponse(status=304, headers=headers)
        name = f"{table.name}.{chosen.suffix}"
        headers["Content-Disposition"] = content_disposition_header(True, name) or ""
        if table.next:
            headers["Link"] = f'<{table.next}>; rel="next"'
        if request.method == "HEAD":
            return StreamingHttpResponse((), content_type=chosen.content_type, headers=headers)
        if self.of_a_firm:
            security_log.record(SecurityEvent.Kind.EXPORTED, subject=request.path)
        if chosen is XLSX:
            return _workbook(table, headers)
        return StreamingHttpResponse(
            _blocks(_lines(table, chosen), table.rows),
            content_type=chosen.content_type,
            headers=headers,
        )


def file_name(*parts: object) -> str:
    """Return a name for a file: the letters and digits of the parts, in any script."""
    named = (_NOT_IN_NAMES.sub("-", str(part)).strip("-")[:_LONGEST_NAME] for part in parts)
    return "-".join(part for part in named if part)


def _read(table: Table, chosen: TableFormat) -> tuple[Table, str]:
    """The table with its rows read, and its ETag."""
    rows = [tuple(row) for row in table.rows]
    beside: Sequence[Sheet] = ()
    if chosen is XLSX:
        beside = [replace(one, rows=[tuple(row) for row in one.rows]) for one in table.beside()]
    content = [rows, [[one.name, list(one.rows)] for one in beside]]
    return replace(table, rows=rows, beside=lambda: beside), _etag(table, chosen, content)


def _etag(table: Table, chosen: TableFormat, content: Any) -> str:
    shown = [chosen.suffix, table.name, table.header, table.next, content]
    return etags.content_etag(orjson.dumps(shown, default=str))


def _lines(table: Table, chosen: TableFormat) -> Iterator[bytes]:
    if chosen is CSV:
        return (line.encode() for line in tabular.csv_lines(table.header, table.rows))
    return tabular.json_lines(table.header, table.rows)


def _blocks(lines: Iterator[bytes], rows: object) -> Iterator[bytes]:
    held: list[bytes] = []
    size = 0
    try:
        for line in lines:
            held.append(line)
            size += len(line)
            if size >= _BLOCK:
                yield b"".join(held)
                held, size = [], 0
        if held:
            yield b"".join(held)
    finally:
        # A client that goes away ends the transaction that the rows are read in.
        if isinstance(rows, Generator):
            rows.close()


def _workbook(table: Table, headers: dict[str, str]) -> FileResponse:
    file = TemporaryFile()  # noqa: SIM115 - the response closes it
    try:
        first = Sheet(table.sheet, table.columns, table.rows)
        tabular.write_sheets(file, (first, *table.beside()))
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return FileResponse(file, content_type=XLSX.content_type, headers=headers)
