"""Render what stands beside the entries of an answer: near misses, the lists by service, the team,
and the questions for all entries.
"""

from collections.abc import Mapping
from typing import Any

from api.v1.render_reasons import render_question, render_verdict
from matcher.reference.scale import POINTS_PER_SCORE


def partners_beside(beside: Mapping[str, Any]) -> list[int]:
    """Return the ids of the partners that stand beside the entries."""
    listed = [*beside.get("near_misses", []), *beside.get("team", [])]
    listed += [one for each in beside.get("by_service", []) for one in each["entries"]]
    return [one["partner"] for one in listed]


def render_beside(
    beside: Mapping[str, Any], partners: Mapping[int, dict[str, Any]], language: str, *, args: bool
) -> dict[str, Any]:
    """Render the lists beside the entries; `partners` are the rendered partners by id."""
    return {
        "near_misses": [
            {
                **one,
                "partner": partners[one["partner"]],
                "score": _score(one["points"]),
                "ask": [render_question(ask, language, args=args) for ask in one["ask"]],
            }
            for one in beside.get("near_misses", [])
        ],
        "by_service": [
            {
                "service": one["service"],
                "verdict": render_verdict(one["verdict"], args=args),
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
        "ask_all": [render_question(ask, language, args=args) for ask in beside.get("ask_all", [])],
    }


def _score(points: int) -> float:
    return round(points / POINTS_PER_SCORE, 2)
