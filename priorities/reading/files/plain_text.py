"""The text of TXT and HTML files: UTF-8, UTF-16 or GB 18030. Scripts and styles are no text."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from partners.intake.reading.encodings import encoding_of
from priorities.reading.files.faults import within

_SILENT = frozenset(
    ("script", "style", "noscript", "template", "head", "iframe", "object", "svg", "select")
)
_INLINE = frozenset(
    ("a", "abbr", "b", "bdi", "bdo", "cite", "code", "em", "font", "i", "mark", "q", "s", "small",
     "span", "strong", "sub", "sup", "u", "wbr", "ins", "img", "o:p")
)  # fmt: skip
_SPACE = re.compile(r"[ \t\r\f\v\u00a0\u200b\ufeff]+")
_NAME = "the text"  # the parent process knows the file's name


def plain_text(content: bytes, most: int) -> str:
    """The text of a TXT file. Raises `FileFault` naming the line of a wrong sign."""
    text = content.decode(encoding_of(_NAME, content), "replace").lstrip("\ufeff")
    within(len(text), most, "")
    return text


def html_text(content: bytes, most: int) -> str:
    """The text of an HTML page, a line a block. Nothing in it is run, loaded or looked up."""
    page = _Page(most)
    page.feed(plain_text(content, 5 * most))
    page.close()
    return page.text()


class _Page(HTMLParser):
    """Collects the text of a page outside of elements that show none."""

    def __init__(self, most: int) -> None:
        super().__init__(convert_charrefs=True)
        self._most, self._length = most, 0
        self._parts: list[str] = []
        self._silent: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "body":
            self._silent.clear()  # a head that was never closed ends here
        if tag in _SILENT:
            self._silent.append(tag)
        elif tag not in _INLINE:
            self._parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in self._silent:
            del self._silent[self._silent.index(tag) :]
        elif tag not in _INLINE:
            self._parts.append("\n")

    def handle_data(self, data: str) -> None:
        if self._silent:
            return
        self._length += len(data)
        within(self._length, self._most, f"line {self.getpos()[0]}")
        # A line feed in the source of a page is a space, and between Chinese characters none.
        self._parts.append(re.sub(r"\s*\n\s*", " ", data))

    def text(self) -> str:
        lines = (_SPACE.sub(" ", line).strip() for line in "".join(self._parts).split("\n"))
        return "\n".join(_joined(line) for line in lines if line)


def _joined(line: str) -> str:
    """A line without the spaces that a line break in the source leaves between characters."""
    return re.sub(r"(?<=[\u3000-\u9fff，。；：、]) (?=[\u3000-\u9fff，。；：、])", "", line)
