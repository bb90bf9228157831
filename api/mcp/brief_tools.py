"""Tools about briefs and shortlists."""

import uuid
from typing import Any

from api.mcp.arguments import DecisionMade, RankedBrief, StoredBrief, Text, WhichShortlist
from api.mcp.lean_answers import (
    FIRST,
    lean_decision,
    lean_reading,
    lean_shortlist,
    lean_shortlists,
)
from api.mcp.rest_answers import RestCaller
from api.mcp.server import tool
from api.problems.refusals import ErrorDetail, QueryRefused
from api.requests.idempotency import HEADER
from api.requests.prefer_wait import MAX_SECONDS
from api.v1.views.decisions import Decisions
from api.v1.views.interpret import Interpret
from api.v1.views.rank import Rank
from api.v1.views.shortlists import ShortlistDetail, Shortlists
from core.languages.messages import Message

_IN_BRIEF = {"": "/brief"}


@tool(
    "Read a buyer's sentence, English or Chinese, into a brief",
    Text,
    following={"brief-not-understood": "Call sectors with the product in other words."},
)
def read_brief(caller: RestCaller, given: dict[str, Any]) -> dict[str, Any]:
    return lean_reading(caller.post(Interpret, "/v1/briefs/interpret", given))


@tool("Rank partners for a brief, with reasons; stores nothing", RankedBrief, places=_IN_BRIEF)
def rank(caller: RestCaller, given: dict[str, Any]) -> dict[str, Any]:
    answer = caller.post(Rank, "/v1/rank", given["brief"])
    return lean_shortlist(answer, caller.language, given.get("after", 0))


@tool(
    "Store a brief; returns its shortlist, which is kept current",
    StoredBrief,
    reads=False,
    places={**_IN_BRIEF, HEADER: "key"},
    following={"not-allowed": "Call rank with the same brief: it stores nothing."},
)
def ask(caller: RestCaller, given: dict[str, Any]) -> dict[str, Any]:
    headers = {HEADER: given["key"]} if "key" in given else {}
    if seconds := given.get("wait", int(MAX_SECONDS)):
        headers["Prefer"] = f"wait={seconds}"
    answer = caller.post(Shortlists, "/v1/shortlists", given["brief"], headers)
    return lean_shortlist(answer, caller.language)


@tool("Read a stored shortlist, or list yours", WhichShortlist)
def shortlist(caller: RestCaller, given: dict[str, Any]) -> dict[str, Any]:
    if "id" not in given:
        page = {"limit": FIRST, **_only(given, "cursor")}
        return lean_shortlists(caller.get(Shortlists, "/v1/shortlists", page))
    pk = _uuid(given["id"])
    answer = caller.get(ShortlistDetail, f"/v1/shortlists/{pk}", id=pk)
    return lean_shortlist(answer, caller.language, given.get("after", 0))


@tool(
    "Record a decision on an entry",
    DecisionMade,
    reads=False,
    places={HEADER: "key"},
    following={
        "decision-not-understood": "Call decide again with these corrected; shortlist names the "
        "partners.",
        "not-found": "Call shortlist without id to find yours.",
        "not-allowed": "Call shortlist to read on, or ask an owner of your firm for a key that may "
        "write.",
    },
)
def decide(caller: RestCaller, given: dict[str, Any]) -> dict[str, Any]:
    pk = _uuid(given.pop("shortlist"), "shortlist")
    headers = {HEADER: given.pop("key")} if "key" in given else {}
    path = f"/v1/shortlists/{pk}/decisions"
    return lean_decision(caller.post(Decisions, path, given, headers, id=pk))


def _uuid(text: str, name: str = "id") -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError:
        detail = Message("{text!r} is not the id of a shortlist", text=text[:60])
        raise QueryRefused([ErrorDetail(detail, parameter=name)]) from None


def _only(given: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: given[name] for name in names if name in given}
