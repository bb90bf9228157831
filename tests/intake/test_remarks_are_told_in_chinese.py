"""Each sentence that an import may say of a row has its Chinese, and none is made without a
template.
"""

import ast
import re
from collections.abc import Iterator

import pytest
from django.utils.translation import override

from core.languages.messages import Message
from core.languages.translation import translated
from partners.intake.told_rows import told_row
from partners.models import ImportedRow
from tests.api.refusal_texts import ROOT, templates, texts_of_calls

# What says something of a row: the place of the argument that holds the text, and its name.
_SAYING = {
    "CellFault": (0, "reason"),
    "refuse": (3, "why"),
    "remark": (3, "why"),
    "RowRemark": (4, "message"),
    "RowEnding": (3, "reason"),
}
# Who the other one is and why: `partners.intake.reason_words` tells these, as on the page of
# duplicates.
_BY_REASON_WORDS = {"row_groups.py", "running_import.py"}


def modules() -> Iterator[tuple[str, ast.Module]]:
    folder = ROOT / "partners" / "intake"
    for file in sorted((*folder.glob("*.py"), *(folder / "values").glob("*.py"))):
        yield file.name, ast.parse(file.read_text(encoding="utf-8"))


def sentences() -> set[str]:
    found: set[str] = set()
    for name, tree in modules():
        found |= {value for value in texts_of_calls(tree, _SAYING) if isinstance(value, str)}
        if name.startswith("row_") or "CellFault" in ast.dump(tree):
            found.update(templates(tree))
    return found | set(returned("damaged_cells.py", "no_organisation"))


def returned(module: str, function: str) -> Iterator[str]:
    tree = dict(modules())[module]
    for one in ast.walk(tree):
        if isinstance(one, ast.FunctionDef) and one.name == function:
            for value in ast.walk(one):
                if isinstance(value, ast.Return) and isinstance(value.value, ast.Constant):
                    yield from [str(value.value.value)] if value.value.value else []


def test_the_sentences_are_found_in_the_code() -> None:
    assert len(sentences()) > 35
    assert {
        "is not a number",
        "repeats the header",
        "has the unit {word!r}, which is unknown",
        "is no manufacturing sector and no producer service that is known",
        "the list names it no more",
    } <= sentences()


@pytest.mark.parametrize("text", sorted(sentences()))
def test_a_sentence_has_its_chinese(text: str) -> None:
    values = dict.fromkeys(re.findall(r"{(\w+)", text), "甲")
    with override("zh-hans"):
        said = str(translated(Message(text, **values)))
    assert re.search(r"[\u4e00-\u9fff]", said.replace("甲", ""))
    assert not re.search("[a-z]", said), said
    assert said.count("甲") == len(values)


def test_no_sentence_is_put_together_of_pieces() -> None:
    found = [
        (name, value)
        for name, tree in modules()
        if name not in _BY_REASON_WORDS
        for value in texts_of_calls(tree, _SAYING)
        if not isinstance(value, str)
    ]
    assert found == []


@pytest.mark.parametrize(
    ("stored", "said"),
    [
        ("row 2: the key is given twice", "第 2 行: 键重复"),
        ("row 2: the names agree", "第 2 行: 名称一致"),
        ("partner 7 (own/a): the names agree", "合作方 7 (own/a): 名称一致"),
    ],
)
def test_why_a_row_is_of_another_organisation_is_told(stored: str, said: str) -> None:
    with override("zh-hans"):
        assert told_row(ImportedRow(row=3, ending="duplicate", reason=stored)).reason == said
