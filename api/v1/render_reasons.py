"""Render reasons, questions and verdicts: sentences in the requested language."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from matcher.sentences import LANGUAGES, sentence

_JOIN = {"en": " ", "zh": ""}
_NO_NAMES: Mapping[str, str] = {}


def render_reasons(
    reasons: Iterable[Mapping[str, Any]],
    language: str,
    names: Mapping[str, str] = _NO_NAMES,
    *,
    args: bool = True,
) -> list[dict[str, Any]]:
    """Render reasons as `ReasonOut`, or without `args` as `SaidOut`; `names`: the Chinese names of
    partners by their English ones.
    """
    return [render_reason(one, language, names, args=args) for one in reasons]


def render_reason(
    reason: Mapping[str, Any],
    language: str,
    names: Mapping[str, str] = _NO_NAMES,
    *,
    args: bool = True,
) -> dict[str, Any]:
    """Render one reason: its sentence, with `args` also its code and the facts that it names. The
    links to the document of a priority stand in `sources`, where the reason has any.
    """
    said: dict[str, Any] = {"text": sentence(reason, language, names)}
    given = reason["args"]
    if args:
        said |= {"code": reason["code"], "args": given}
    if links := given.get("links"):
        said["sources"] = links
    return said


def render_question(ask: Mapping[str, Any], language: str, *, args: bool) -> dict[str, Any]:
    """Render a question as `QuestionOut`: its key and both languages, with `args` also in the
    requested one, with its code and the facts that it names.
    """
    both = {each: sentence(ask, each) for each in LANGUAGES}
    said = {"question": question_key(ask), **both}
    return {**said, **ask, "text": both[language]} if args else said


def question_key(ask: Mapping[str, Any]) -> str:
    """The key under which an answer to the question is recorded."""
    return str(ask["code"]).removeprefix("ask.")


def render_sentences(reasons: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Render reasons as one text in each language."""
    return {
        language: _JOIN[language].join(sentence(one, language) for one in reasons)
        for language in LANGUAGES
    }


def render_verdict(verdict: Mapping[str, Any], *, args: bool) -> dict[str, Any] | None:
    """Render a stored verdict as `VerdictOut`; None for answers from models before ronghe-3."""
    if not verdict:
        return None
    said = {
        "code": verdict["code"],
        "text": render_sentences(verdict["parts"]),
    }
    return {**said, "parts": verdict["parts"]} if args else said
