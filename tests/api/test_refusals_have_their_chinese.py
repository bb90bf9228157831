"""Each sentence that the code gives to a refusal has its Chinese, with the same values."""

import io
import re
from string import Formatter

import pytest
from babel.messages.pofile import read_po

from api.problems.problem_kinds import PROBLEM_KINDS
from tests.api.refusal_texts import ROOT, made_of_pieces, modules, plain_texts, templates

CATALOGUE = ROOT / "config" / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
# What a parser of another project says is in English: the Chinese sentence does without it.
LEFT_OUT = {"parser"}
# Sentences of values and marks alone.
WITHOUT_WORDS = re.compile(r"(?:\{[^}]*\}|\W)*")


@pytest.fixture(scope="module")
def catalogue():
    entries = read_po(io.BytesIO(CATALOGUE.read_bytes()), "zh_Hans")
    return {entry.id: entry for entry in entries if entry.id}


def refusals():
    """Yield every sentence of a refusal with the place where it stands."""
    for path, tree in modules():
        for text in (*templates(tree), *plain_texts(tree)):
            yield text, path
    for kind in PROBLEM_KINDS.values():
        for text in (kind.title, kind.meaning, kind.suggestion):
            yield text, kind.slug


def values(template):
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


def test_the_sentences_are_found_in_the_code():
    found = {text for text, _ in refusals()}
    assert len(found) > 400
    assert {
        "{text} is not a known {what}{hint}",
        "is missing: a rejection needs a reason",
        "is longer than {longest} characters",
        "at most {max_length} characters",
        "an edition that is {state} cannot be approved",
    } <= found


def test_each_sentence_has_its_chinese(catalogue):
    lacking = {text: path for text, path in refusals() if text not in catalogue}
    assert lacking == {}
    for text in {text for text, _ in refusals()}:
        entry = catalogue[text]
        assert not entry.fuzzy
        assert WITHOUT_WORDS.fullmatch(text) or re.search(r"[\u4e00-\u9fff]", entry.string), text


def test_the_chinese_names_the_same_values(catalogue):
    for text in {text for text, _ in refusals()}:
        if "{" in text:
            assert values(catalogue[text].string) == values(text) - LEFT_OUT, text


def test_no_refusal_is_put_together_of_pieces():
    found = [(path, line) for path, tree in modules() for line in made_of_pieces(tree)]
    assert found == []
