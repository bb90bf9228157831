"""Conditional requests: the ETags of shortlists and editions, If-None-Match and If-Match."""

import datetime as dt
import hashlib
import json
import re
from typing import Any

from django.utils.http import parse_etags, parse_http_date_safe
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request
from rest_framework.response import Response

from api.json_renderer import OrjsonRenderer
from api.problems.refusals import ErrorDetail, QueryRefused, VersionNeeded
from api.requests.representation import AROUND, Representation
from core.clock import today
from matcher.models import Shortlist
from matcher.shortlists.stored_answers import StoredShortlist
from priorities.models import Edition

IF_NONE_MATCH = OpenApiParameter(
    "If-None-Match",
    str,
    OpenApiParameter.HEADER,
    description="304 if the representation still has this ETag.",
)
IF_MODIFIED_SINCE = OpenApiParameter(
    "If-Modified-Since",
    str,
    OpenApiParameter.HEADER,
    description="304 if nothing is newer than this date; ignored with If-None-Match.",
)
_BRIEF_ETAG = r'^(W/)?"[0-9]{1,9}(\.[A-Za-z0-9.]*)?"$'
IF_MATCH = OpenApiParameter(
    "If-Match",
    {"type": "string", "pattern": rf"^\*$|{_BRIEF_ETAG}"},
    OpenApiParameter.HEADER,
    description="The ETag that was read; 412 if the brief has another version.",
)
IF_MATCH_REQUIRED = OpenApiParameter(
    "If-Match",
    {"type": "string", "pattern": r'^(W/)?"[0-9]{1,9}"$'},
    OpenApiParameter.HEADER,
    required=True,
    description=(
        "The ETag that was read; 428 if it is missing, 412 if the edition has changed since."
    ),
)
BRIEF_MATCH_REQUIRED = OpenApiParameter(
    "If-Match",
    {"type": "string", "pattern": _BRIEF_ETAG},
    OpenApiParameter.HEADER,
    required=True,
    description="The ETag that was read; 428 if it is missing, 412 if the brief has changed since.",
)
# At most nine digits, so that the number fits the column.
_EDITION_VERSION = re.compile(r'"(\d{1,9})"')
_VERSION = re.compile(r'"(\d{1,9})(?:\.[A-Za-z0-9.]*)?"')


def shortlist_etag(found: StoredShortlist, wish: Representation) -> str:
    """Return the ETag of a shortlist. It contains everything that can change the representation:
    brief version, revision or the errors of a refusal, language, staleness, the partners number,
    because partners are shown with their current names, the number of the firm's last statement and
    its members, because decisions are shown with who made them, the tags, which answers of
    screening are too old, and what of the entries is shown; with what stands around makers, which
    is computed now, also the policy number and the day.
    """
    shortlist, revision = found.shortlist, found.revision
    parts = [
        str(shortlist.brief.version),
        str(revision.number) if revision else _faults(shortlist),
        wish.language,
        "stale" if found.stale else "fresh",
        str(found.partners),
        f"s{found.statements}.{found.members}" if found.statements else "",
        "archived" if shortlist.archived_at else "",
        _digest(shortlist.tags) if shortlist.tags else "",
        found.screened,
        wish.tag,
        f"{found.policy}.{today():%Y%m%d}" if AROUND in wish.include else "",
    ]
    return f'"{".".join(one for one in parts if one)}"'


def _faults(shortlist: Shortlist) -> str:
    if shortlist.refused is None:
        return "0"
    # Eight hex digits suffice: a collision only delays the display of another error of the same
    # brief version.
    return f"refused{_digest(shortlist.refused)}"


def _digest(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()[:8]


def if_none_match_holds(request: Request, current: str) -> bool:
    """Tell whether the caller already has the current representation."""
    held = parse_etags(request.headers.get("If-None-Match", ""))
    # If-None-Match uses the weak comparison (RFC 9110, 13.1.2), so W/ is ignored.
    return "*" in held or current in [tag.removeprefix("W/") for tag in held]


def content_etag(content: bytes) -> str:
    """Return an ETag that changes with any byte of the representation."""
    return f'"{hashlib.sha256(content).hexdigest()[:32]}"'


def conditional_response(request: Request, body: Any) -> Response:
    """Return the body with its ETag, or 304 where the caller has it."""
    etag = content_etag(OrjsonRenderer().render(body))
    if if_none_match_holds(request, etag):
        return Response(status=304, headers={"ETag": etag})
    return Response(body, headers={"ETag": etag})


def not_modified(request: Request, current: str, modified: dt.datetime) -> bool:
    """Tell whether the caller already has the representation, by its ETag or else by its date."""
    # If-Modified-Since counts only without If-None-Match (RFC 9110, 13.1.3): a date has no
    # fractions of a second.
    if "If-None-Match" in request.headers:
        return if_none_match_holds(request, current)
    held = parse_http_date_safe(request.headers.get("If-Modified-Since", ""))
    return held is not None and int(modified.timestamp()) <= held


def expected_version(request: Request) -> int | None:
    """Return the brief version that If-Match names; None if it names none.

    Only the version counts: a newer revision of the same brief does not conflict with a change of
    the brief.
    """
    text = _tag_sent(request)
    if text in ("", "*"):
        return None
    found = _VERSION.fullmatch(text)
    if found is None:
        detail = "If-Match must be one ETag of the shortlist, as it was sent"
        raise QueryRefused([ErrorDetail(detail, parameter="If-Match")])
    return int(found[1])


def required_brief_version(request: Request) -> int:
    """Return the brief version that If-Match names. Raises `VersionNeeded` if it names none: an
    edit of single fields must state which brief was read.
    """
    version = expected_version(request)
    if version is None:
        detail = "send the ETag of the shortlist that was read"
        raise VersionNeeded([ErrorDetail(detail, parameter="If-Match")])
    return version


def _tag_sent(request: Request) -> str:
    """Return the tag of If-Match. A compressed response has a weak one: only the version in it
    counts here, and that no coding changes.
    """
    return request.headers.get("If-Match", "").strip().removeprefix("W/")


def edition_etag(edition: Edition) -> str:
    """Return the ETag of an edition: its version, which each action of a curator raises."""
    return f'"{edition.version}"'


def required_version(request: Request) -> int:
    """Return the edition version that If-Match names. Raises `VersionNeeded` if it names none: a
    decision about a list must state which version was read.
    """
    text = _tag_sent(request)
    if text in ("", "*"):
        detail = "send the ETag of the edition that was read"
        raise VersionNeeded([ErrorDetail(detail, parameter="If-Match")])
    found = _EDITION_VERSION.fullmatch(text)
    if found is None:
        detail = "If-Match must be one ETag of the edition, as it was sent"
        raise QueryRefused([ErrorDetail(detail, parameter="If-Match")])
    return int(found[1])
