"""Each reason why a file cannot be imported has its Chinese, and a template."""

import ast
import re
from collections.abc import Iterator

import pytest
from django.utils.translation import override

from core.languages.messages import Message
from core.languages.translation import translated
from partners.errors import FileFault
from partners.intake.reading.file_kinds import refuse_other_kinds
from partners.models import ImportRun
from tests.api.refusal_texts import ROOT, made_of_pieces, plain_texts, templates, texts_of_calls

_REASONS = {"_Refused": (1, "reason"), "finish": (9, "fault")}
_OTHER_MODULES = ("intake/import_file.py", "intake/import_jobs.py")
# What the code of others says is in English: the Chinese sentence does without it.
_LEFT_OUT = "parser"


def modules() -> Iterator[ast.Module]:
    folder = ROOT / "partners"
    for file in sorted((folder / "intake" / "reading").glob("*.py")):
        yield ast.parse(file.read_text(encoding="utf-8"))
    for name in _OTHER_MODULES:
        yield ast.parse((folder / name).read_text(encoding="utf-8"))


def returned(tree: ast.Module) -> Iterator[str]:
    """Yield the texts that functions of reasons return, and those of tables of reasons."""
    for one in ast.walk(tree):
        text = one.value if isinstance(one, ast.Constant) else None
        if isinstance(text, str) and re.match(r"is (not )?(a|an|packed|protected) .*: ", text):
            yield text


def sentences() -> set[str]:
    found: set[str] = set()
    for tree in modules():
        found.update(templates(tree), plain_texts(tree), returned(tree))
        found |= {one for one in texts_of_calls(tree, _REASONS) if isinstance(one, str)}
    # Only for a path that a command names: no file that was sent has such a name.
    return found - {"its name holds a NUL"}


def test_the_sentences_are_found_in_the_code() -> None:
    assert len(sentences()) > 70
    assert {
        "is a PDF file: ask its publisher for a table, or save it as XLSX or CSV",
        "there are more than {most} rows: split it",
        "is not JSON: {parser}",
        "the import could not be started",
        "only the sheet {sheet} is read",
    } <= sentences()


@pytest.mark.parametrize("text", sorted(sentences()))
def test_a_sentence_has_its_chinese(text: str) -> None:
    values = dict.fromkeys(re.findall(r"{(\w+)", text), "甲")
    with override("zh-hans"):
        said = str(translated(Message(text, **values)))
    assert re.search(r"[\u4e00-\u9fff]", said.replace("甲", ""))
    assert said.count("甲") == len(values.keys() - {_LEFT_OUT})


def test_no_reason_is_put_together_of_pieces() -> None:
    assert [line for tree in modules() for line in made_of_pieces(tree)] == []
    pieces = [one for tree in modules() for one in texts_of_calls(tree, _REASONS)]
    assert [one for one in pieces if isinstance(one, int)] == []


def test_a_fault_that_is_stored_is_told_to_each_reader() -> None:
    with pytest.raises(FileFault) as raised:
        refuse_other_kinds("list.pdf", b"%PDF-1.7")
    fault = raised.value.args[0]
    run = ImportRun(fault=str(fault), fault_message=fault.as_json())
    assert run.told_fault.startswith("list.pdf, row 1: is a PDF file")
    with override("zh-hans"):
        assert run.told_fault.startswith("list.pdf，第 1 行：是 PDF 文件")


def test_a_fault_of_before_the_messages_were_stored_stays_as_it_was() -> None:
    run = ImportRun(fault="list.csv, row 2: is odd", notices=["only the sheet A is read"])
    with override("zh-hans"):
        assert run.told_fault == "list.csv, row 2: is odd"
        assert run.told_notices == ["only the sheet A is read"]
