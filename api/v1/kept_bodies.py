"""The bodies of shortlists that this process rendered lately, by the ETags they were sent with.

An ETag names all that can change a body, and PostgreSQL is asked for it at each reading: what is
kept under it is never out of date.
"""

from django.core.cache import caches

from matcher.shortlists.stored_answers import StoredShortlist


def kept_body(found: StoredShortlist, etag: str) -> bytes | None:
    """The body of the shortlist with this ETag; None where it is not kept."""
    body: bytes | None = caches["bodies"].get(_name(found, etag))
    return body


def keep_body(found: StoredShortlist, etag: str, body: bytes) -> None:
    """Keep the body, for a while: where many are kept, others are let go of."""
    caches["bodies"].set(_name(found, etag), body)


def _name(found: StoredShortlist, etag: str) -> str:
    return f"{found.shortlist.pk}{etag}"
