"""Each reason that the comparison of names may give is told in the words of the page."""

import re
from pathlib import Path

import pytest
from django.utils.translation import override

from partners.intake.reason_words import told_reason

_IDENTITY = Path(__file__).resolve().parents[2] / "partners" / "identity"
_LITERAL = re.compile(r"""f?"([a-z]+: [^"]*)\"""")


def literals() -> set[str]:
    texts = (file.read_text(encoding="utf-8") for file in sorted(_IDENTITY.glob("*.py")))
    found = {one for text in texts for one in _LITERAL.findall(text)}
    # Of what is filled in only the place matters.
    return {re.sub(r"\{[^}]*\}", "X", one) for one in found}


def test_there_are_reasons_to_tell():
    assert len(literals()) > 30


@pytest.mark.parametrize("text", sorted(literals()))
def test_a_reason_has_no_english_left(text):
    with override("zh-hans"):
        told = told_reason(text.replace("identifier: X", "identifier: uscc"))
    assert not re.search(r"[a-z]{2,}", told), told


@pytest.mark.parametrize("text", sorted(literals()))
def test_a_reason_has_no_code_left_in_english(text):
    with override("en"):
        told = told_reason(text)
    assert not re.search(r"^(core|words|number|group): |(none|not equal)$|[~=/]", told), told


def test_an_english_reason_reads_as_a_sentence_would():
    with override("en"):
        assert told_reason("core: shenzhen huaqiang ~ hua qiang; place: equal") == (
            "trade name: shenzhen huaqiang is like hua qiang; place: the same"
        )


def test_a_whole_remark_of_an_import_is_told():
    remark = "may be the same organisation as partner 163 (list/2594): core: a = b; place: equal"
    with override("zh-hans"):
        told = told_reason(remark)
    assert told == "可能与 合作方 163 (list/2594) 是同一机构: 主体名称：a = b; 地点：相同"
