"""A text is the same from a TXT, HTML or DOCX file, told by the bytes and not by the name."""

import pytest

from priorities.errors import UnreadableDocument
from priorities.reading.document import read
from tests.reading.documents import docx, main_part, paragraph

LINES = ["各位代表：", "大力发展低空经济。"]


def lines_of(content, name="x"):
    return [one.text for one in read(content, name=name).paragraphs]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_a_text_is_read_in_each_encoding(encoding):
    assert lines_of("\r\n\r\n".join(LINES).encode(encoding)) == LINES


def test_a_file_is_told_by_its_bytes(tmp_path):
    path = tmp_path / "report.txt"
    path.write_bytes(docx(main_part("".join(map(paragraph, LINES)))))
    assert [one.text for one in read(path).paragraphs] == LINES


def test_a_page_is_its_text_a_line_a_block():
    page = (
        "<!DOCTYPE html><html><head><title>发展氢能</title><style>p{}</style></head><body>"
        "<p>各位<b>代表</b>：</p><div>大力发展\n  低空&#32463;济。</div></body></html>"
    )
    assert lines_of(page.encode()) == LINES


def test_scripts_styles_and_templates_of_a_page_are_no_text():
    silent = "".join(
        f"<{tag}>发展氢能。</{tag}>"
        for tag in ("script", "style", "template", "noscript", "iframe")
    )
    page = f"<html><body onload='alert(1)'><p>{LINES[0]}</p>{silent}<p>{LINES[1]}</p>"
    assert lines_of(page.encode()) == LINES


def test_a_document_of_word_is_its_paragraphs():
    body = (
        "<w:p><w:r><w:t>各位</w:t></w:r><w:r><w:t>代表：</w:t></w:r></w:p>"
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>大力发展</w:t><w:delText>氢能</w:delText>"
        "<w:instrText>HYPERLINK</w:instrText><w:t>低空经济。</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    )
    assert lines_of(docx(main_part(body))) == LINES


def test_a_damaged_pdf_is_refused():
    with pytest.raises(UnreadableDocument, match="is damaged"):
        read(b"%PDF-1.7\nno objects", name="report.pdf")
