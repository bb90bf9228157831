"""The text of a PDF file: its pages, its printed lines, and what no text can be taken from."""

from types import SimpleNamespace

import pytest

from priorities.reading.document import read
from priorities.reading.files import pdf_text as pdf_file
from priorities.reading.files.faults import Unreadable
from priorities.reading.files.pdf_text import pdf_text

FULL = "大力发展低空经济和商业航天产业并且培育新材料"
MOST = 1_000


@pytest.fixture
def pages(monkeypatch):
    """Stands in for the package pypdf: a reader of these pages (an error is a broken one)."""

    def of(texts, *, encrypted=False):
        def page(text):
            def extract_text():
                if isinstance(text, Exception):
                    raise text
                return text

            return SimpleNamespace(extract_text=extract_text)

        reader = SimpleNamespace(is_encrypted=encrypted, pages=[page(text) for text in texts])
        monkeypatch.setattr(pdf_file, "PdfReader", lambda file, strict: reader)

    return of


def test_printed_lines_are_joined_to_paragraphs_over_pages(pages):
    pages([f"三、2031年重点工作\n{FULL}\n— 12 —", f"产业集群。\n（一）{FULL[:-3]}。\n（二）建设。"])
    assert pdf_text(b"", MOST).split("\n") == [
        "三、2031年重点工作",
        f"{FULL}产业集群。",
        f"（一）{FULL[:-3]}。",
        "（二）建设。",
    ]


def test_a_password_a_scan_and_too_many_pages_are_refused(pages):
    pages(["文"], encrypted=True)
    with pytest.raises(Unreadable, match="password"):
        pdf_text(b"", MOST)
    pages(["", " \n"])
    with pytest.raises(Unreadable, match="recognise the text first"):
        pdf_text(b"", MOST)
    pages(["文"] * 501)
    with pytest.raises(Unreadable, match="has 501 pages; 500 are the most"):
        pdf_text(b"", MOST)


def test_a_broken_or_endless_page_is_named(pages):
    pages(["文", ValueError("no stream")])
    with pytest.raises(Unreadable, match="page 2: the PDF file is damaged: no stream"):
        pdf_text(b"", MOST)
    pages(["文", "文" * MOST])
    with pytest.raises(Unreadable, match="page 2: the text has more than 1000 characters"):
        pdf_text(b"", MOST)


def test_a_pdf_file_is_read():
    found = read(_pdf("Ronghe 2031"), "other", name="report.pdf")
    assert [one.text for one in found.paragraphs] == ["Ronghe 2031"]


def _pdf(text):
    """A PDF file of one page with one line."""
    drawn = f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 612 792] >>",
        b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    content, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    start = len(content)
    size = len(objects) + 1
    return content + b"xref\n0 %d\n0000000000 65535 f \n" % size + table + end % (size, start)
