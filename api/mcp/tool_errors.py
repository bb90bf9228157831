"""Refusals of tools: what was wrong, where, the nearest right values, and the next call.

They are tool errors of the protocol (`isError`), never text of a success, so that no agent takes a
refusal for an answer.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import orjson
from django_mcpz.server import ToolError
from rest_framework.exceptions import ValidationError

from api.mcp.rest_answers import RestCaller
from api.problems.problem_body import problem_document
from api.problems.problem_kinds import PROBLEM_KINDS
from api.problems.responses import exception_handler, flatten_errors

_SHOWN = 5
_NEXT = {
    "arguments-not-understood": "Call {tool} again with these corrected.",
    "brief-not-understood": "Call {tool} again with the nearest values; sectors tells what a word "
    "means.",
    "name-not-known": "Call {tool} again with one of the nearest; sectors tells what a word means.",
    "parameter-not-understood": "Call {tool} again with these corrected.",
    "not-found": "Call {tool} without id to find what there is.",
    "not-allowed": "Call a tool that only reads, or ask an owner of your firm for another key.",
    "idempotency-key-reused": "Call {tool} with a new key.",
    "idempotency-key-under-way": "Call {tool} with the same arguments in a second.",
    "search-timed-out": "Call {tool} with a longer q, or with makes, serves or place.",
    "unavailable": "Call {tool} with the same arguments in 5 seconds.",
}


@dataclass(frozen=True)
class Wording:
    """How the refusals of a tool are told. `places` maps the places of the REST edge (`""` for the
    root of the body) to arguments; `following` the kinds of problems to the next call, before
    those of all tools.
    """

    tool: str
    places: Mapping[str, str] = field(default_factory=dict)
    following: Mapping[str, str] = field(default_factory=dict)

    def arguments_error(self, fault: ValidationError) -> ToolError:
        """Tell what is wrong with the arguments themselves."""
        kind = PROBLEM_KINDS["parameter-not-understood"]
        told = problem_document(kind, "", list(flatten_errors(fault.detail)))
        return self._error("arguments-not-understood", told, {})

    def refusal(self, fault: Exception, caller: RestCaller) -> ToolError | None:
        """Tell what the REST edge refuses; None for a fault of ours."""
        context = dict(zip(("view", "request"), caller.asked or (), strict=False))
        response = exception_handler(fault, context)
        if response is None or response.status_code == 500:
            return None
        told = response.data
        return self._error(told["type"].rpartition("/")[2], told, {**self.places, **caller.places})

    def _error(self, problem: str, told: Mapping[str, Any], places: Mapping[str, str]) -> ToolError:
        errors = [_shown(one, places) for one in told["errors"][:_SHOWN]]
        more = told["more_errors"] + len(told["errors"]) - len(errors)
        following = {**_NEXT, **self.following}.get(problem, "Call {tool} again later.")
        text = {
            "problem": problem,
            **({"errors": errors} if errors else {"detail": told["detail"]}),
            **({"more_errors": more} if more else {}),
            "next": following.format(tool=self.tool),
        }
        return ToolError(orjson.dumps(text).decode())


def _shown(error: Mapping[str, Any], places: Mapping[str, str]) -> dict[str, Any]:
    nearest: Sequence[str] = error["nearest"]
    return {
        "at": _place(error, places),
        "detail": error["detail"],
        **({"nearest": nearest} if nearest else {}),
    }


def _place(error: Mapping[str, Any], places: Mapping[str, str]) -> str:
    """The place as a pointer into the arguments."""
    if "parameter" in error:
        name: str = error["parameter"]
        return "/" + places.get(name, name)
    pointer: str = error["pointer"]
    return places.get("", "") + pointer
