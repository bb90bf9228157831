"""Every page of the desk, read in Chinese: no English stands in it but names, codes and data."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.db import models
from django.test import Client

from partners.models import Demand, ImportedRow, Place
from partners.names.units import UNITS
from tests.desk.filled import addresses, fill_the_desk

# Texts of the page, and the attributes that are read out or shown.
_SHOWN = ("title", "placeholder", "aria-label", "alt", "value")
_HIDDEN = ("script", "style", "svg", "code", "pre", "textarea")
_WORD = re.compile(r"[A-Za-z]+(?:['’][a-z]+)?(?<=..)")
# Not words of a sentence: addresses, dates, codes, pinyin and fields of a record.
_NO_WORDS = re.compile(r"\S*[/@_:=.]\S*|\S*\d\S*|\{[^}]*\}")
_UNITS = [word for unit in UNITS for word in unit.name.split()]
# Sentences that are stored in English and told in the language of the page.
_TOLD = {
    "readproposal": ("because", "because_message"),
    "readproposalevent": ("because",),
    "importedrow": ("reason", "remarks"),
}
_COUNT = re.compile(r" \(\d+\)$")
TERMS = frozenset((
    "Ronghe", "API", "CIDR", "CSV", "DOCX", "EU", "GB", "HS", "HTML", "HTTP", "ID", "ISO",
    "JSON", "KEY", "Lines", "LEI", "MB", "NBS", "PDF", "SHA", "TOML", "TXT", "URL", "USCC",
    "UTC", "UTF", "XLSX", "webhook", "English", "Excel", "OpenRefine", "Unicode",
    "TSV", "ISIC", "DE", "LDAP", "Mac", "Control", "Command", "Webhook", "esc", "zh", *_UNITS,
))  # fmt: skip


class _Texts(HTMLParser):
    """The texts of a page that a reader sees or hears, outside of what is shown as code."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._hidden: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        icon = "material-symbols" in (given.get("class") or "")
        if tag in _HIDDEN or (icon and tag not in ("input", "link")):
            self._hidden.append(tag)
        if tag == "input" and given.get("type") not in ("submit", "button"):
            given.pop("value", None)
        if tag in ("option", "input", "button", "a", "div", "span", "textarea", "select", "img"):
            given.pop("value", None) if tag in ("option", "button") else None
            self.found += [given[name] or "" for name in _SHOWN if name in given]

    def handle_endtag(self, tag: str) -> None:
        if self._hidden and self._hidden[-1] == tag:
            self._hidden.pop()

    def handle_data(self, data: str) -> None:
        if not self._hidden and data.strip():
            self.found.append(data.strip())


class Data:
    """All that is stored: names, titles, codes. What a page shows of it is nobody's English."""

    # Names of sectors are made of common words: they are data only beside their code, or alone.
    _OF_SENTENCES = ("sector", "demand", "permission")
    _CODE = re.compile(r"\b(?:C\d+|PS\d+|EI-[A-Z]+)\b")

    def __init__(self) -> None:
        self.texts: set[str] = set()
        self.words: set[str] = set()
        self.words_of_sectors: set[str] = set()
        for model in apps.get_models():
            words = self.words
            if model._meta.model_name in self._OF_SENTENCES:
                words = self.words_of_sectors
            for text in (
                *_stored(model),
                *_cells(model),
                *map(str, model._default_manager.all()[:2_000]),
            ):
                self.texts.add(text.strip())
                words.update(_WORD.findall(text))

    def english_of(self, text: str) -> set[str]:
        """The words of a text that are neither data nor names."""
        # A permission is a row of the framework's own.
        text = _COUNT.sub("", text).strip()
        if {text, text[:1].lower() + text[1:]} & self.texts or " | Can " in text:
            return set()
        found = set(_WORD.findall(_NO_WORDS.sub(" ", text))) - self.words - TERMS
        return found - self.words_of_sectors if self._CODE.search(text) else found


def _stored(model: Any) -> Iterator[str]:
    columns = [
        one.attname
        for one in model._meta.concrete_fields
        if not isinstance(one, models.BooleanField | models.DateField | models.BinaryField)
        and one.attname not in _TOLD.get(model._meta.model_name, ())
    ]
    for row in model._default_manager.values_list(*columns):
        yield from (str(value) for value in row if value)


def _cells(model: Any) -> Iterator[str]:
    """What stood in the cells of rows of which an import says something."""
    if model is ImportedRow:
        for row in ImportedRow.objects.all():
            yield from (one["value"] for one in row.remarks)


@pytest.fixture
def reader(db: None) -> Client:
    client = Client(headers={"Accept-Language": "zh-Hans"})
    User.objects.create_superuser("zhubian", "zhubian@ronghe.example")
    client.force_login(User.objects.get())
    return client


@pytest.fixture
def filled(reader: Client, lists: None, pair: Any) -> None:
    fill_the_desk(User.objects.get(), reader)


@pytest.mark.filterwarnings("ignore:The default scheme will be changed")
def test_no_page_shows_english(reader: Client, filled: None) -> None:
    data = Data()
    found: dict[str, set[str]] = {}
    for address in addresses():
        page = reader.get(address, follow=True)
        if page.status_code in (403, 404, 405):
            continue
        assert page.status_code == 200, address
        texts = _Texts()
        texts.feed(page.content.decode())
        for text in texts.found:
            if english := data.english_of(text):
                found.setdefault(f"{text[:90]} {sorted(english)}", set()).add(address)
    told = [f"{text} on {min(where)}" for text, where in sorted(found.items())]
    assert not told, "\n".join(told)


def test_codes_of_the_reference_data_are_told_in_words(reader: Client, reference: None) -> None:
    """What is stored counts as nobody's English above; these are words all the same."""
    demand = Demand.objects.filter(basis="io+expert", band="medium")[0]
    place = Place.objects.get(kind="municipality", pk="110000")
    for address in (
        "demand/?band=medium&basis=io%2Bexpert",
        f"demand/{demand.pk}/change/",
        f"place/{place.pk}/change/",
    ):
        page = reader.get(f"/admin/partners/{address}").content.decode()
        bare = re.sub(r"<a\b.*?</a>|<(script|style|nav)\b.*?</\1>|<[^>]*>", " ", page, flags=re.S)
        assert not re.search(r"\b(medium|io\+expert|municipality)\b", bare), address
    assert demand.sector.name_zh in reader.get("/admin/partners/demand/").content.decode()
