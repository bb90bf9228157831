"""Lines of CSV, TSV and JSON Lines files in the encodings that spreadsheets write."""

from __future__ import annotations

import codecs
import csv
import io
import json
from collections.abc import Iterator
from typing import Any

from partners.errors import FileFault

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DELIMITERS = ",\t;|"
_SAMPLE = 4_096
_RECORD_COLUMNS = 200


def decode(file: str, content: bytes) -> str:
    """The text of a file in UTF-8, UTF-16 or GB 18030. Raises `FileFault` for any other."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _decoded(file, content, encoding)
    if b"\0" in content[:_SAMPLE]:
        # Without a mark only the place of the zero bytes tells the two byte orders apart.
        sample = content[:_SAMPLE]
        little = sample[1::2].count(0) >= sample[::2].count(0)
        return _decoded(file, content, "utf-16-le" if little else "utf-16-be")
    try:
        # First: nearly every text is valid GB 18030, and only UTF-8 is valid UTF-8.
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return _decoded(file, content, "gb18030")


def _decoded(file: str, content: bytes, encoding: str) -> str:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as fault:
        row = content[: fault.start].count(b"\n") + 1
        reason = "the text is none of UTF-8, UTF-16 and GB 18030: save it as UTF-8"
        raise FileFault(file, row, "", reason) from fault
    if "\0" in text:
        row = text[: text.index("\0")].count("\n") + 1
        raise FileFault(file, row, "", "holds NUL characters: it is not a text file")
    return text


def delimited_lines(file: str, text: str) -> Iterator[list[str]]:
    """Yield the records of a CSV or TSV text; the delimiter is the most frequent of the header.

    Raises `FileFault` with the number of the record at the first one that is malformed.
    """
    csv.field_size_limit(10_000_000)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    done = 0
    try:
        for line in reader:
            done += 1
            yield line
    except csv.Error as fault:
        raise FileFault(file, done + 1, "", f"is not a row of CSV: {fault}") from fault


def _delimiter(text: str) -> str:
    """The delimiter of the first of the first lines that has one outside quotation marks."""
    for line in text[:_SAMPLE].lstrip().splitlines()[:10]:
        plain = "".join(line.split('"')[::2])
        best = max(_DELIMITERS, key=plain.count)
        if plain.count(best):
            return best
    return ","


def json_lines(file: str, text: str) -> Iterator[list[str]]:
    """Yield a header line of all names in order, then the values of each object.

    Raises `FileFault` naming the row of a line that is not a flat object.
    """
    records: list[dict[str, str]] = []
    names: dict[str, None] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            records.append({})
            continue
        record = _flat_record(file, number, line)
        names.update(dict.fromkeys(record))
        if len(names) > _RECORD_COLUMNS:
            raise FileFault(file, number, "", f"there are more than {_RECORD_COLUMNS} names")
        records.append(record)
    yield list(names)
    for record in records:
        yield [record.get(name, "") for name in names]


def _flat_record(file: str, number: int, line: str) -> dict[str, str]:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as fault:
        raise FileFault(file, number, "", f"is not JSON: {fault}") from fault
    if not isinstance(record, dict):
        raise FileFault(file, number, "", "is not a JSON object")
    return {str(name): _text(file, number, str(name), value) for name, value in record.items()}


def _text(file: str, number: int, name: str, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return "; ".join(_text(file, number, name, one) for one in value)
    if isinstance(value, dict):
        raise FileFault(
            file, number, name, "holds an object: a value is a text, a number or a list"
        )
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
