"""Each reason that a reading may give has its Chinese."""

import ast
import re
from collections.abc import Iterator

import pytest
from django.utils.translation import override
from hypothesis import given, settings

from core.languages.messages import Message
from core.languages.translation import stored_text, translated
from harness.seed_reference import atlas
from priorities.reading.document import read_text
from priorities.reading.emphasis import Emphasis
from priorities.reading.proposals import proposals
from priorities.reading.signals import Signal
from priorities.reading.stages import Stage
from tests.api.refusal_texts import ROOT, templates
from tests.reading.documents import REPORT, SHANDONG
from tests.reading.test_laws_of_a_reading import TEXTS

# Values of messages: what a document says, codes of sectors, and names of our tables.
_VALUE = re.compile(r"“[^”]*”|\b(?:C\d{2,3}|PS\d{2,3}|EI-[A-Z0-9]+)\b|数字：[^；]*")


def modules() -> Iterator[ast.Module]:
    for file in sorted((ROOT / "priorities" / "reading").glob("*.py")):
        yield ast.parse(file.read_text(encoding="utf-8"))


def reasons() -> set[str]:
    """The templates that stand in the code, and those of each signal, stage and emphasis."""
    found = {text for tree in modules() for text in templates(tree)}
    return found | {f"{one.value}: {{why}}" for kind in (Signal, Stage, Emphasis) for one in kind}


def test_the_reasons_are_found_in_the_code() -> None:
    assert len(reasons()) > 30
    assert {'the province admits a gap: "{word}"', "it heads a passage"} <= reasons()


@pytest.mark.parametrize("text", sorted(reasons()))
def test_a_reason_has_its_chinese(text: str) -> None:
    values = dict.fromkeys(re.findall(r"{(\w+)}", text), "甲")
    with override("zh-hans"):
        said = str(translated(Message(text, **values)))
    assert re.search(r"[\u4e00-\u9fff]", said.replace("甲", ""))
    assert not re.search("[a-z]", said), said
    assert said.count("甲") == len(values)


def without_english(stored: str, message: object) -> bool:
    with override("zh-hans"):
        said = stored_text(stored, message)  # type: ignore[arg-type]
    return not re.search("[a-z]{2}", _VALUE.sub("", said))


def test_a_whole_report_is_told_in_chinese() -> None:
    found = proposals(read_text(REPORT), SHANDONG, atlas())
    assert len(found) > 10
    for one in found:
        assert isinstance(one.because, Message)
        assert without_english(one.because, one.because.as_json()), one.because


@given(TEXTS)
@settings(deadline=None, max_examples=60)
def test_whatever_is_read_is_told_in_chinese_and_stays_the_same_in_english(text: str) -> None:
    for one in proposals(read_text(text), SHANDONG, atlas()):
        assert isinstance(one.because, Message)
        stored = one.because.as_json()
        assert stored_text(one.because, stored) == one.because
        assert without_english(one.because, stored), one.because


def test_a_reason_that_was_stored_without_its_template_stays_as_it_is() -> None:
    with override("zh-hans"):
        older = '"低空经济" names EI-LAE; list: a statement of its own'
        assert stored_text(older, None) == older
