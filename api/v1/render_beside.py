"""Render what stands beside the entries of an answer: the verdict, near misses, the lists by
service, the team, and the questions for all entries.
"""

from collections.abc import Mapping
from typing import Any

from api.v1.scores import POINTS_PER_SCORE
from matcher.sentences import LANGUAGES, sentence

_JOIN = {"en": " ", "zh": ""}


def render_verdict(verdict: Mapping[str, Any]) -> dict[str, Any] | None:
    """Render a stored verdict as `VerdictOut`; None for answers of before model ronghe-3."""
    if not verdict:
        return None
    return {
        "code": verdict["code"],
        "text": {
            language: _JOIN[language].join(sentence(part, language) for part in verdict["parts"])
            for language in LANGUAGES
        },
        "parts": verdict["parts"],
    }


def render_beside(
    beside: Mapping[str, Any], partners: Mapping[int, dict[str, Any]], language: str
) -> dict[str, Any]:
    """Render the lists beside the entries; `partners` are the rendered partners by id."""
    return {
        "near_misses": [
            {
                **one,
                "partner": partners[one["partner"]],
                "score": _score(one["points"]),
                "ask": [_question(ask, language) for ask in one["ask"]],
            }
            for one in beside.get("near_misses", [])
        ],
        "by_service": [
            {
                "service": one["service"],
                "verdict": render_verdict(one["verdict"]),
                "entries": [
                    {
                        **entry,
                        "partner": partners[entry["partner"]],
                        "score": _score(entry["points"]),
                    }
                    for entry in one["entries"]
                ],
            }
            for one in beside.get("by_service", [])
        ],
        "team": [{**one, "partner": partners[one["partner"]]} for one in beside.get("team", [])],
        "ask_all": [_question(ask, language) for ask in beside.get("ask_all", [])],
    }


def _score(points: int) -> float:
    return round(points / POINTS_PER_SCORE, 2)


def _question(ask: Mapping[str, Any], language: str) -> dict[str, Any]:
    """Render a question as `QuestionOut`, in the requested language and in both."""
    return {
        "code": ask["code"],
        "text": sentence(ask, language),
        "args": ask["args"],
        **{each: sentence(ask, each) for each in LANGUAGES},
    }
