"""The texts of pages that are marked for translation, as Django itself finds them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "pages" / "locale" / "zh_Hans" / "LC_MESSAGES"
_KEYWORDS = {
    **dict.fromkeys(("_", "_now", "gettext", "gettext_lazy", "gettext_noop")),
    "ngettext": (1, 2), "_many": (1, 2), "pgettext": ((1, "c"), 2),
}  # fmt: skip


def catalogue() -> Catalog:
    """The Chinese of the pages, as people read it."""
    return read_po(io.BytesIO((FOLDER / "django.po").read_bytes()), "zh_Hans")


def marked() -> Iterator[str | tuple[str, ...]]:
    """Every text of pages that is marked for translation."""
    for template in sorted((ROOT / "pages" / "templates").rglob("*.*")):
        source = templatize(template.read_text("utf-8"))
        # Its words are Python without its indents.
        yield from _texts("\n".join(map(str.lstrip, source.splitlines())).encode())
    for module in sorted((ROOT / "pages").rglob("*.py")):
        yield from _texts(module.read_bytes())


def _texts(source: bytes) -> Iterator[str | tuple[str, ...]]:
    for _line, text, *_rest in extract("python", io.BytesIO(source), keywords=_KEYWORDS):
        yield text
