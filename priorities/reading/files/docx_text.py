"""The text of a DOCX file: the paragraphs of its main part. No entity, link or macro is read."""

from __future__ import annotations

import io
import zipfile
from xml.parsers import expat

from partners.intake.reading.archives import unpacked
from priorities.reading.files.faults import Unreadable, within

_MAIN = "word/document.xml"
_MOST_MEMBERS = 5_000
_MOST_UNPACKED = 100_000_000
_DEEPEST = 256
_SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main "
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main "
_FALLBACK = "http://schemas.openxmlformats.org/markup-compatibility/2006 Fallback"
_BREAKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


def docx_text(content: bytes, most: int) -> str:
    """The text of a DOCX file, a line a paragraph. Raises `Unreadable` or `FileFault`."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            main = _main_part(archive)
            parser = _Paragraphs(most)
            for block in unpacked("", content, main, _MOST_UNPACKED, "DOCX"):
                parser.feed(block)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError, OSError) as fault:
        raise Unreadable("", f"it is no DOCX file: {fault}") from fault
    return parser.close()


def _main_part(archive: zipfile.ZipFile) -> zipfile.ZipInfo:
    members = archive.infolist()
    if len(members) > _MOST_MEMBERS:
        raise Unreadable("", f"packs {len(members)} files; {_MOST_MEMBERS} are the most")
    found = [member for member in members if member.filename.casefold() == _MAIN]
    if len(found) == 1:
        return found[0]
    if found:
        raise Unreadable("", f"packs two files of the name {_MAIN}")
    packed = next((one.filename for one in members if not one.is_dir()), "nothing")
    raise Unreadable("", f"is no DOCX file but an archive that packs {packed[:80]!r}: unpack it")


class _Paragraphs:
    """Reads the XML of a main part in blocks, and keeps only its text."""

    def __init__(self, most: int) -> None:
        self._most, self._length, self._depth = most, 0, 0
        self._lines: list[str] = [""]
        self._parts: list[str] = []
        self._in_text, self._skipped = False, 0
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._data
        self._parser.StartDoctypeDeclHandler = self._refuse_doctype

    def feed(self, block: bytes) -> None:
        """Read the next block. Raises `Unreadable` naming the place in the XML."""
        try:
            self._parser.Parse(block, False)
        except expat.ExpatError as fault:
            raise Unreadable(
                f"{_MAIN}, line {fault.lineno}", f"the XML is damaged: {fault}"
            ) from fault

    def close(self) -> str:
        """The whole text."""
        try:
            self._parser.Parse(b"", True)
        except expat.ExpatError as fault:
            raise Unreadable(
                f"{_MAIN}, line {fault.lineno}", f"the XML is damaged: {fault}"
            ) from fault
        return "\n".join(line for line in self._lines if line.strip())

    def _start(self, name: str, _: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise Unreadable(self._place(), f"is nested more than {_DEEPEST} deep")
        # What a newer program shows otherwise stands a second time for older ones.
        if self._skipped or name == _FALLBACK:
            self._skipped += 1
            return
        tag = _tag(name)
        self._in_text = tag == "t"
        if tag in _BREAKS:
            self._parts.append(_BREAKS[tag])

    def _end(self, name: str) -> None:
        self._depth -= 1
        if self._skipped:
            self._skipped -= 1
            return
        self._in_text = False
        if _tag(name) == "p":
            self._lines += "".join(self._parts).split("\n")
            self._parts = []

    def _data(self, data: str) -> None:
        if self._in_text and not self._skipped:
            self._length += len(data)
            within(self._length, self._most, self._place())
            self._parts.append(data)

    def _refuse_doctype(self, *_: object) -> None:
        raise Unreadable(self._place(), "declares a document type, which may define entities")

    def _place(self) -> str:
        return f"{_MAIN}, line {self._parser.CurrentLineNumber}"


def _tag(name: str) -> str:
    """The name of an element of a text document, without its space; empty for any other."""
    for space in (_SPACE, _STRICT):
        if name.startswith(space):
            return name.removeprefix(space)
    return ""
