"""Files that no list is: bombs, other formats, broken texts. Each is made here, from few bytes."""

import io
import json
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from openpyxl import Workbook

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMES = b"name,city\n"


@dataclass(frozen=True)
class Hostile:
    """A file: its content, the row that the error names, and words of the reason."""

    make: Callable[[], bytes]
    row: int
    reason: str


def workbook(*rows: tuple[object, ...]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def book(
    sheet: str | Iterator[bytes] = "", shared: str | Iterator[bytes] = "", **more: bytes
) -> bytes:
    """A workbook of one sheet with this XML in it, and more members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("_rels/.rels", "<Relationships/>")
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
            '<sheet name="List" sheetId="1" r:id="rId1"/></sheets></workbook>',
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml" '
            f'Type="{OFFICE}/worksheet"/></Relationships>',
        )
        _write(archive, "xl/worksheets/sheet1.xml", _around("worksheet", "sheetData", sheet))
        _write(archive, "xl/sharedStrings.xml", _around("sst", "", shared))
        for name, content in more.items():
            archive.writestr(name, content)
    return out.getvalue()


def _around(outer: str, inner: str, content: str | Iterator[bytes]) -> Iterator[bytes]:
    yield f'<{outer} xmlns="{MAIN}">'.encode() + (f"<{inner}>".encode() if inner else b"")
    if isinstance(content, str):
        yield content.encode()
    else:
        yield from content
    yield (f"</{inner}>".encode() if inner else b"") + f"</{outer}>".encode()


def _write(archive: zipfile.ZipFile, name: str, blocks: Iterator[bytes]) -> None:
    with archive.open(name, "w", force_zip64=True) as member:
        for block in blocks:
            member.write(block)


def gigabytes() -> bytes:
    """A sheet of four gigabytes of spaces in about four megabytes."""
    # A part of a deflated stream that ends on a byte may be repeated.
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = packer.compress(b" " * 32_000_000) + packer.flush(zlib.Z_FULL_FLUSH)
    return lying_book(block * 125 + zlib.compressobj(9, zlib.DEFLATED, -15).flush())


def lying_book(packed: bytes, name: bytes = b"xl/worksheets/sheet1.xml") -> bytes:
    """A workbook whose directory says that a member of these packed bytes unpacks to ten bytes."""
    plain = book("<row/>")
    with zipfile.ZipFile(io.BytesIO(plain)) as archive:
        member = archive.getinfo(name.decode())
        start = member.header_offset
        size = 30 + len(name) + struct.unpack("<H", plain[start + 28 : start + 30])[0]
        end = start + size + member.compress_size
        grown = len(packed) - member.compress_size
    local = bytearray(plain[start : start + size])
    local[14:26] = struct.pack("<3I", zlib.crc32(b" " * 10), len(packed), 10)
    content = plain[:start] + bytes(local) + packed + plain[end:]
    return _moved(content, start, grown, (zlib.crc32(b" " * 10), len(packed), 10))


def _moved(content: bytes, start: int, grown: int, sizes: tuple[int, int, int]) -> bytes:
    """The archive with its directory corrected for a member that grew."""
    found = bytearray(content)
    end = found.rindex(b"PK\x05\x06")
    directory = struct.unpack("<I", found[end + 16 : end + 20])[0] + grown
    found[end + 16 : end + 20] = struct.pack("<I", directory)
    at = directory
    while found[at : at + 4] == b"PK\x01\x02":
        offset = struct.unpack("<I", found[at + 42 : at + 46])[0]
        if offset == start:
            found[at + 16 : at + 28] = struct.pack("<3I", *sizes)
        elif offset > start:
            found[at + 42 : at + 46] = struct.pack("<I", offset + grown)
        at += 46 + sum(struct.unpack("<3H", found[at + 28 : at + 34]))
    return bytes(found)


def wrong_directory() -> bytes:
    """A workbook whose directory puts a member where another is."""
    content = bytearray(workbook(("name",), ("Qinghe",)))
    at = content.rindex(b"xl/worksheets/sheet1.xml") - 46
    content[at + 42 : at + 46] = struct.pack("<I", 1)
    return bytes(content)


def archive(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            packed.writestr(name, content)
    return out.getvalue()


def encrypted_member() -> bytes:
    content = bytearray(workbook(("name",), ("Qinghe",)))
    at = -1
    while (at := content.find(b"PK\x01\x02", at + 1)) >= 0:
        content[at + 8] |= 1
    return bytes(content)


def twice_named() -> bytes:
    return book("<row/>", **{"XL/Workbook.xml": b"<workbook/>"})


def many_members() -> bytes:
    return book("", **{f"xl/worksheets/sheet{at}.xml": b"<worksheet/>" for at in range(2, 2_000)})


def repeated_text() -> bytes:
    """A text of 19,000 signs that half a million cells name: nine gigabytes for the reader."""
    cells = b"".join(b'<row><c t="s"><v>1</v></c></row>' for _ in range(125_000))
    return book(iter([cells]), f"<si><t>name</t></si><si><t>{'x' * 19_000}</t></si>")


def many_texts() -> bytes:
    return book("", iter([b"<si/>" * 1_000_000] * 5))


def far_cells() -> bytes:
    return book('<row r="1"><c r="A1"/></row><row r="250000"><c r="RA250000"/></row>')


def nested(depth: int) -> str:
    return "<a>" * depth + "</a>" * depth


ENTITIES = (
    '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "xxxxxxxxxx">'
    + "".join(f'<!ENTITY {chr(98 + at)} "{f"&{chr(97 + at)};" * 10}">' for at in range(9))
    + "]><worksheet>&j;</worksheet>"
)
OLD_BINARY = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512
UTF_7 = "名称,城市\n清河针织厂,绍兴\n".encode("utf-7")
CHINESE = "名称,城市\n广州青河针织有限公司,佛山\n佛山白虎家具有限公司,佛山\n"

HOSTILE: dict[str, Hostile] = {
    # Workbooks.
    "a sheet of gigabytes": Hostile(gigabytes, 1, "unpacks to more than"),
    "a directory that lies about a size": Hostile(
        lambda: lying_book(zlib.compress(b" " * 1_000_000, wbits=-15)), 1, "its directory is wrong"
    ),
    "a directory that names a wrong place": Hostile(wrong_directory, 1, "its directory is wrong"),
    "thousands of sheets": Hostile(many_members, 1, "packs .* files"),
    "a shared text for each of many cells": Hostile(repeated_text, 1, "repeat long texts"),
    "millions of shared texts": Hostile(many_texts, 1, "shares more than"),
    "entities of entities": Hostile(
        lambda: book("", **{"xl/styles.xml": ENTITIES.encode()}), 1, "declares XML entities"
    ),
    "deeply nested XML": Hostile(lambda: book(nested(300_000)), 1, "is empty|cannot be read"),
    "two distant cells": Hostile(far_cells, 250_000, "more than 4000000 cells"),
    "a cell beyond the last row": Hostile(
        lambda: book('<row r="900000"><c r="A900000"/></row>'), 900_000, "a cell at"
    ),
    "cells under a prefix": Hostile(
        lambda: book('<x:row r="1"><x:c x="&gt;" r="XFD1"/></x:row>'), 1, "a cell at XFD1"
    ),
    "a million columns": Hostile(
        lambda: book("<row>" + "<c><v>1</v></c>" * 1_000_000 + "</row>"), 1, "500 cells"
    ),
    "a million rows": Hostile(
        lambda: book("<row><c><v>1</v></c></row>" * 1_000_000), 0, "250000 rows"
    ),
    "a workbook with macros": Hostile(
        lambda: book("", **{"xl/vbaProject.bin": b"x"}), 1, "with macros"
    ),
    "a binary workbook": Hostile(lambda: archive(**{"xl/workbook.bin": b"x"}), 1, "XLSB"),
    "an OpenDocument sheet": Hostile(
        lambda: archive(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"), 1, "ODS"
    ),
    "a text document": Hostile(lambda: archive(**{"word/document.xml": b"x"}), 1, "no workbook"),
    "a packed CSV": Hostile(lambda: archive(**{"list.csv": NAMES}), 1, "unpack it first"),
    "a path out of the archive": Hostile(
        lambda: book("", **{"../../etc/passwd": b"x"}), 1, "outside of itself"
    ),
    "an absolute path": Hostile(lambda: book("", **{"/etc/x": b"x"}), 1, "outside of itself"),
    "two members of one name": Hostile(twice_named, 1, "two files of one name"),
    "an encrypted member": Hostile(encrypted_member, 1, "protected by a password"),
    "a workbook with a password": Hostile(
        lambda: OLD_BINARY + "EncryptedPackage".encode("utf-16-le"), 1, "protected by a password"
    ),
    "a workbook of Excel 97": Hostile(lambda: OLD_BINARY, 1, "Excel 97"),
    "a workbook that was cut": Hostile(
        lambda: workbook(("name",), ("Qinghe",))[:-200], 1, "not an XLSX file"
    ),
    "a workbook without rows": Hostile(lambda: workbook(("name",)), 1, "nothing to import"),
    # Other formats under any name.
    "a PDF": Hostile(lambda: b"%PDF-1.7 ...", 1, "is a PDF"),
    "an HTML page": Hostile(lambda: b"<html><table><tr><td>name", 1, "is an HTML"),
    "an XML spreadsheet": Hostile(
        lambda: '\ufeff<?xml version="1.0"?><Workbook>'.encode(), 1, "HTML or XML"
    ),
    "a packed text": Hostile(lambda: b"\x1f\x8b\x08\0" + b"x" * 50, 1, "gzip"),
    "a picture": Hostile(lambda: b"\x89PNG\r\n\x1a\n", 1, "is a picture"),
    "a database": Hostile(lambda: b"SQLite format 3\0", 1, "SQLite"),
    # Texts.
    "nothing": Hostile(lambda: b"", 1, "is empty"),
    "blank lines": Hostile(lambda: b"\n , \n,,\n", 1, "is empty"),
    "a header only": Hostile(lambda: NAMES, 1, "no row follows"),
    "equal names of columns": Hostile(lambda: b"name,city,name\nx,y,z\n", 1, "columns, 1 and 3"),
    "a quotation mark that nothing closes": Hostile(
        lambda: NAMES + b'Qinghe,"Foshan\n' + b"Baihu,Dalian\n" * 500, 2, "is not closed"
    ),
    "a quotation mark inside a quoted cell": Hostile(
        lambda: NAMES + b'"Qinghe "Best" Works",Foshan\n', 2, "double a quotation mark"
    ),
    "a NUL": Hostile(lambda: NAMES + b"Qing\0he,Foshan\n" + b"x,y\n" * 99, 2, "NUL"),
    "UTF-8 with some GB 18030": Hostile(
        lambda: CHINESE.encode() + "成都青河电子厂,成都\n".encode("gb18030"), 4, "mixes encodings"
    ),
    "GB 18030 with some UTF-8": Hostile(
        lambda: "名称,城市\n成都青河电子厂,成都\n".encode("gb18030") + CHINESE.encode(), 1, "mixes"
    ),
    "GB 18030 cut in a character": Hostile(
        lambda: "名称\n广州青河".encode("gb18030")[:-1], 2, "the file was cut"
    ),
    "UTF-8 cut in a character": Hostile(
        lambda: (CHINESE + "广州").encode()[:-1], 4, "the file was cut"
    ),
    "UTF-16 cut in a character": Hostile(
        lambda: CHINESE.encode("utf-16")[:-1], 3, "the file was cut"
    ),
    "UTF-16 with half a character": Hostile(
        lambda: "name\n".encode("utf-16") + b"\x00\xd8x\0" * 4, 2, "surrogate"
    ),
    "UTF-8 with half a character": Hostile(
        lambda: NAMES + b"Qing\xed\xa0\x80he,Foshan\n", 2, "surrogate"
    ),
    "UTF-7": Hostile(lambda: UTF_7, 1, "UTF-7"),
    "UTF-32": Hostile(lambda: CHINESE.encode("utf-32"), 1, "UTF-32"),
    "Big5": Hostile(lambda: "名稱,城市\n廣州針織廠,廣州\n".encode("big5"), 1, "Big5"),
    "Windows-1252": Hostile(
        lambda: NAMES + "Sociédad,Foshan\n".encode("cp1252"), 2, "Windows-1252"
    ),
    "a line of sixty megabytes": Hostile(lambda: b"x" * 60_000_000, 1, "line has more than"),
    "a file of a hundred megabytes": Hostile(lambda: b"x" * 100_000_000, 1, "are the most"),
    "a huge cell": Hostile(lambda: NAMES + b"x" * 30_000 + b",y\n", 2, "more than 20000"),
    "a hundred thousand columns": Hostile(lambda: b"a," * 100_000 + b"\n", 1, "500 cells"),
    "a million short rows": Hostile(lambda: NAMES + b"x,y\n" * 1_000_000, 250_002, "250000 rows"),
    "many rows of many cells": Hostile(
        lambda: (b"," * 400 + b"x\n") * 50_000, 9_976, "more than 4000000 cells"
    ),
    # JSON.
    "a JSON list": Hostile(lambda: b'[{"name": "x"}]', 1, "give JSON Lines"),
    "a line that is no object": Hostile(lambda: b'{"name": "x"}\n[1]\n', 2, "not a JSON object"),
    "an object in an object": Hostile(lambda: b'{"name": {"en": "x"}}', 1, "holds an object"),
    "a list in a list": Hostile(lambda: b'{"name": [["x"]]}', 1, "a list in a list"),
    "a name given twice": Hostile(
        lambda: b'{"name": "x"}\n{"name": "x", "name": "y"}', 2, "given twice"
    ),
    "a NaN": Hostile(lambda: b'{"name": "x", "years": NaN}', 1, "NaN, which is no value"),
    "deeply nested JSON": Hostile(
        lambda: b'{"name": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", 1, "nested too deeply"
    ),
    "an escaped half character": Hostile(lambda: rb'{"name": "a\ud800"}', 1, "surrogate"),
    "an object on two lines": Hostile(lambda: b'{"name":\n"x"}', 1, "is not JSON"),
    "new names in each object": Hostile(
        lambda: b"\n".join(json.dumps({f"n{at}": at}).encode() for at in range(9_000)), 501, "500"
    ),
}
