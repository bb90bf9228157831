"""The archive of an XLSX or DOCX file: checked byte by byte, before a reader sees it."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator

from core.languages.messages import Message
from partners.errors import FileFault
from partners.intake.reading.limits import Limits

# What the first sheet is read from. Pictures, macros and links are not even unpacked.
_NEEDED = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|xl/_rels/[^/]+\.rels|xl/(?:workbook|styles|sharedStrings|metadata)\.xml"
    r"|xl/worksheets/[^/]+\.xml|xl/worksheets/_rels/[^/]+\.rels|xl/tables/[^/]+\.xml",
    re.IGNORECASE,
)
_OUTSIDE = re.compile(r"(^|[/\\])\.\.([/\\]|$)|^[/\\]|^[A-Za-z]:|\0")
_LOCAL = struct.Struct("<4s5H3I2H")
_BLOCK = 1_000_000
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def open_archive(file: str, content: bytes, limits: Limits) -> zipfile.ZipFile:
    """The archive of an XLSX file, by its directory. Raises `FileFault` for any other archive."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError, OSError) as fault:
        reason = Message("it is not an XLSX file: {parser}", parser=fault)
        raise FileFault(file, 1, "", reason) from fault
    members = archive.infolist()
    if len(members) > limits.members:
        reason = Message(
            "packs {count} files; {most} are the most", count=len(members), most=limits.members
        )
        raise FileFault(file, 1, "", reason)
    names = [member.filename for member in members]
    for name in names:
        if _OUTSIDE.search(name):
            reason = Message("packs a file outside of itself: {name!r}", name=name[:80])
            raise FileFault(file, 1, "", reason)
    folded = [name.casefold() for name in names]
    if len(set(folded)) < len(folded):
        raise FileFault(file, 1, "", "packs two files of one name")
    _refuse_other_books(file, archive, set(folded))
    return archive


def _refuse_other_books(file: str, archive: zipfile.ZipFile, names: set[str]) -> None:
    if "mimetype" in names:
        raise FileFault(file, 1, "", "is an OpenDocument file (ODS): save it as XLSX or CSV")
    if "xl/workbook.bin" in names:
        raise FileFault(file, 1, "", "is an XLSB workbook: save it as XLSX or CSV")
    if any(name.endswith("vbaproject.bin") for name in names):
        raise FileFault(file, 1, "", "is a workbook with macros: save it as XLSX without them")
    if any(name.startswith(("word/", "ppt/")) for name in names):
        raise FileFault(file, 1, "", "is a text or slides, no workbook: save its table as XLSX")
    if "xl/workbook.xml" not in names:
        packed = next((name for name in archive.namelist() if not name.endswith("/")), "nothing")
        reason = Message(
            "it is not an XLSX file but an archive that packs {name!r}: unpack it first",
            name=packed[:80],
        )
        raise FileFault(file, 1, "", reason)


def needed_members(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """The members from which a sheet is read."""
    return [one for one in archive.infolist() if _NEEDED.fullmatch(one.filename)]


def unpacked(
    file: str, content: bytes, member: zipfile.ZipInfo, most: int, kind: str = "XLSX"
) -> Iterator[bytes]:
    """Yield the bytes of a member in blocks. `kind` names the file in messages.

    From the bytes themselves, because the directory of an archive can lie about sizes, and another
    reader need not believe it. Raises `FileFault` beyond `most` bytes, and where the directory and
    the bytes disagree.
    """
    if member.flag_bits & 1:
        raise FileFault(file, 1, "", "is protected by a password: save it without one")
    if member.compress_type not in _METHODS:
        reason = Message("it is no {kind} file: it is packed in a strange way", kind=kind)
        raise FileFault(file, 1, "", reason)
    packed = _packed(file, content, member, kind)
    size, check = 0, 0
    for block in _inflated(file, packed, member, kind):
        size += len(block)
        if size > most:
            raise FileFault(file, 1, "", Message("unpacks to more than {most} bytes", most=most))
        check = zlib.crc32(block, check)
        yield block
    if (size, check) != (member.file_size, member.CRC):
        raise FileFault(file, 1, "", _wrong(member, kind))


def _packed(file: str, content: bytes, member: zipfile.ZipInfo, kind: str) -> memoryview:
    """The packed bytes of a member, at the place that its own header gives."""
    at = member.header_offset
    header = content[at : at + _LOCAL.size]
    if len(header) < _LOCAL.size or not header.startswith(b"PK\x03\x04"):
        raise FileFault(file, 1, "", _wrong(member, kind))
    *_, name_size, extra_size = _LOCAL.unpack(header)
    start = at + _LOCAL.size
    name = content[start : start + name_size]
    if name != member.orig_filename.encode("utf-8" if member.flag_bits & 0x800 else "cp437"):
        raise FileFault(file, 1, "", _wrong(member, kind))
    start += name_size + extra_size
    packed = memoryview(content)[start : start + member.compress_size]
    if len(packed) < member.compress_size:
        raise FileFault(file, 1, "", _wrong(member, kind))
    return packed


def _inflated(file: str, packed: memoryview, member: zipfile.ZipInfo, kind: str) -> Iterator[bytes]:
    if member.compress_type == zipfile.ZIP_STORED:
        for at in range(0, len(packed), _BLOCK):
            yield bytes(packed[at : at + _BLOCK])
        return
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    rest: bytes | memoryview = packed
    try:
        while not inflater.eof:
            block = inflater.decompress(rest, _BLOCK)
            rest = inflater.unconsumed_tail
            if not block and not rest:
                break
            yield block
    except zlib.error as fault:
        reason = Message("the {kind} file is damaged: {parser}", kind=kind, parser=fault)
        raise FileFault(file, 1, "", reason) from fault
    if not inflater.eof or inflater.unused_data:
        raise FileFault(file, 1, "", _wrong(member, kind))


def _wrong(member: zipfile.ZipInfo, kind: str) -> str:
    return Message(
        "the {kind} file is damaged: its directory is wrong about {name!r}",
        kind=kind,
        name=member.filename[:80],
    )
