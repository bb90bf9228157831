"""A hostile file is refused with its name, the place and the reason, and takes nothing with it."""

import os

import pytest

from priorities.errors import UnreadableDocument
from priorities.reading.document import read
from priorities.reading.files import text_of_file
from priorities.reading.files.text_of_file import MOST_BYTES, MOST_TEXT
from tests.reading.documents import docx, main_part, paragraph

SECRET = '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
LAUGHS = '<!DOCTYPE d [<!ENTITY a "哈"><!ENTITY b "&a;&a;"><!ENTITY c "&b;&b;">]>'
LONG = "低空经济。" * (MOST_TEXT // 5 + 1)
HOSTILE = {
    "an entity of a file": (lambda: docx(main_part(paragraph("&x;"), SECRET)), "line 1: declares"),
    "entities of entities": (lambda: docx(main_part(paragraph("&c;"), LAUGHS)), "line 1: declares"),
    "a bomb": (lambda: docx(main_part(paragraph("A" * 50_000_000))), "characters"),
    "deep nesting": (lambda: docx(main_part("<w:p>" * 1_000)), "nested more than 256 deep"),
    "damaged XML": (lambda: docx(main_part("<w:p></w:q>")), "word/document.xml, line 1: the XML"),
    "many members": (
        lambda: docx(main_part(""), members=map(str, range(5_001))),
        "packs 5003 files",
    ),
    "a workbook": (lambda: docx("x", name="xl/workbook.xml"), "is no DOCX file but an archive"),
    "a cut archive": (lambda: docx(main_part(""))[:-30], "is no DOCX file"),
    "a wrong checksum": (lambda: _swapped(docx(main_part(paragraph("文")))), "damaged"),
    "a broken PDF": (lambda: b"%PDF-1.4\n" + b"1 0 obj<<" * 500, "PDF"),
    "a page of open tags": (lambda: b"<html><body><p>a" + b"<a b=" * 400_000, "hostile"),
    "a long page": (lambda: ("<html><body>" + LONG).encode(), "characters"),
    "a long text": (LONG.encode, "characters"),
    "a NUL": (lambda: ("发展物流。" * 50 + "\n\0").encode(), "line 2: holds a NUL"),
    "another encoding": (lambda: "données d'été à Orléans".encode("cp1252"), "UTF-8"),
    "an old document": (lambda: b"\xd0\xcf\x11\xe0" + b"\0" * 600, "save it as DOCX"),
    "an XML file": (lambda: b"<?xml version='1.0'?><a/>", "line 1: is an XML file"),
    "a picture": (lambda: b"\x89PNG\r\n\x1a\n", "a picture"),
    "nothing": (lambda: b" \n ", "is empty"),
    "a page without text": (lambda: b"<html><script>1</script></html>", "holds no text"),
    "too many bytes": (lambda: b"a" * (MOST_BYTES + 1), "are the most"),
}


def _swapped(content):
    """A file whose packed bytes were changed."""
    at = content.index(b"word/document.xml") + 30
    return content[:at] + bytes((content[at] ^ 0xFF,)) + content[at + 1 :]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_with_its_name_and_the_reason(name):
    make, reason = HOSTILE[name]
    with pytest.raises(UnreadableDocument) as refused:
        read(make(), name="hostile.file")
    assert str(refused.value).startswith("hostile.file")
    assert reason in str(refused.value)


def test_a_file_that_takes_too_long_is_given_up(monkeypatch):
    monkeypatch.setattr(text_of_file, "_SECONDS", 1)
    with pytest.raises(UnreadableDocument, match="cannot be read in 1 seconds"):
        read(b"<html><body><p>a" + b"</" * 1_000_000, name="slow.html")


def test_a_file_of_200_megabytes_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    with pytest.raises(UnreadableDocument, match=r"large\.txt: has 200000000 bytes"):
        read(path)


def test_a_folder_a_device_and_a_missing_file_are_no_documents(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for path, reason in ((tmp_path, "folder"), (pipe, "pipe"), (tmp_path / "no", "cannot be read")):
        with pytest.raises(UnreadableDocument, match=reason):
            read(path)
