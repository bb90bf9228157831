"""Conditional requests: the ETags of shortlists and editions, If-None-Match and If-Match."""

import hashlib
import json
import re

from django.utils.http import parse_etags
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request

from api.problems.refusals import ErrorDetail, QueryRefused, VersionNeeded
from core import counters
from matcher.models import Revision, Shortlist
from priorities.models import Edition

IF_NONE_MATCH = OpenApiParameter(
    "If-None-Match", str, OpenApiParameter.HEADER, description="304 while this ETag holds."
)
IF_MATCH = OpenApiParameter(
    "If-Match",
    str,
    OpenApiParameter.HEADER,
    description="The ETag that was read; 412 when the brief has another version by now.",
)
IF_MATCH_REQUIRED = OpenApiParameter(
    "If-Match",
    str,
    OpenApiParameter.HEADER,
    required=True,
    description="The ETag that was read: 428 without it, 412 when the edition has moved since.",
)
_EDITION_VERSION = re.compile(r'"(\d{1,9})"')
_VERSION = re.compile(r'"(\d{1,9})(?:\.[A-Za-z0-9.]*)?"')


def shortlist_etag(
    shortlist: Shortlist, revision: Revision | None, *, stale: bool, language: str
) -> str:
    """All that can change what is shown: brief version, revision, or the faults of a refusal,
    language, staleness, and the partners number, for partners are shown by their names of today.
    One query.
    """
    number = str(revision.number) if revision else _faults(shortlist)
    fresh = "stale" if stale else "fresh"
    partners = counters.current("partners")
    return f'"{shortlist.brief.version}.{number}.{language}.{fresh}.{partners}"'


def _faults(shortlist: Shortlist) -> str:
    if shortlist.refused is None:
        return "0"
    told = json.dumps(shortlist.refused, sort_keys=True).encode()
    return f"refused{hashlib.sha256(told).hexdigest()[:8]}"


def if_none_match_holds(request: Request, current: str) -> bool:
    """Does the caller hold what would be sent?"""
    held = parse_etags(request.headers.get("If-None-Match", ""))
    return "*" in held or current in [tag.removeprefix("W/") for tag in held]


def expected_version(request: Request) -> int | None:
    """The brief version that If-Match holds to; None where it asks for none.

    Only the version counts: a new revision of the same brief takes nothing away from the one
    who changes it.
    """
    text = request.headers.get("If-Match", "").strip()
    if text in ("", "*"):
        return None
    found = _VERSION.fullmatch(text)
    if found is None:
        detail = "If-Match is one ETag of the shortlist, as it was sent"
        raise QueryRefused([ErrorDetail(detail, parameter="If-Match")])
    return int(found[1])


def edition_etag(edition: Edition) -> str:
    """The edition's version: each step of a curator raises it."""
    return f'"{edition.version}"'


def required_version(request: Request) -> int:
    """The version of an edition that If-Match holds to. Raises `VersionNeeded` where it names
    none: who decides about a list says which one was read.
    """
    text = request.headers.get("If-Match", "").strip()
    if text in ("", "*"):
        detail = "send the ETag of the edition that you have read"
        raise VersionNeeded([ErrorDetail(detail, parameter="If-Match")])
    found = _EDITION_VERSION.fullmatch(text)
    if found is None:
        detail = "If-Match is one ETag of the edition, as it was sent"
        raise QueryRefused([ErrorDetail(detail, parameter="If-Match")])
    return int(found[1])
