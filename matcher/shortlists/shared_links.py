"""Links by which somebody without a key reads the entries of a shortlist: `rhs_PREFIX_SECRET`.

The token is shown once and kept as a digest, as API keys are.
"""

import base64
import datetime as dt
import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from core.faults import Fault
from core.languages.messages import Message
from matcher.errors import LinkInvalid, LinkRefused
from matcher.models import FrozenShortlist, SharedLink, Shortlist

# Marks a leaked token as one of ours, for secret scanners and for our own logs.
_TOKEN = re.compile(r"rhs_([0-9a-f]{12})_([A-Za-z0-9_-]{43})")
MOST_LIVE = 20
LONGEST = dt.timedelta(days=90)
USUAL = dt.timedelta(days=30)
# After its end: so long a firm sees who was given a link and how often it was followed.
KEPT = dt.timedelta(days=90)


@dataclass(frozen=True)
class LinkSpec:
    """The settings of a new link; `frozen`: the copy that it shows, or None for the shortlist as
    it is when the link is followed. Without `expires_at` it lives for 30 days.
    """

    name: str = ""
    expires_at: dt.datetime | None = None
    frozen: FrozenShortlist | None = None


def create_link(*, shortlist: Shortlist, spec: LinkSpec) -> tuple[SharedLink, str]:
    """Create a link of the shortlist; return it and its token, which cannot be read again.

    Raises `LinkInvalid` for an end that is past or too far, and `LinkRefused` where the shortlist
    has too many live links or is archived.
    """
    with transaction.atomic():
        # The shortlist's row serialises them, or two requests could both make the twentieth.
        row = Shortlist.objects.select_for_update(no_key=True, of=("self",)).get(pk=shortlist.pk)
        now = timezone.now()
        expires_at = spec.expires_at or now + USUAL
        if not now < expires_at <= now + LONGEST:
            detail = Message("must lie in the future, and within {days} days", days=LONGEST.days)
            raise LinkInvalid([Fault("/expires_at", detail)])
        if row.archived_at is not None:
            raise LinkRefused("the shortlist is archived")
        if SharedLink.objects.live().filter(shortlist=row).count() >= MOST_LIVE:
            raise LinkRefused(
                Message(
                    "a shortlist has at most {most_live} live links: revoke one",
                    most_live=MOST_LIVE,
                )
            )
        prefix = secrets.token_hex(6)
        secret = base64.urlsafe_b64encode(secrets.token_bytes(32)).rstrip(b"=").decode()
        link = SharedLink.objects.create(
            firm_id=shortlist.brief.firm_id,
            shortlist=row,
            frozen=spec.frozen,
            name=spec.name,
            prefix=prefix,
            digest=_digest(secret),
            created_at=now,
            expires_at=expires_at,
        )
    return link, f"rhs_{prefix}_{secret}"


def revoke_link(link: SharedLink) -> None:
    """End the link at once; a revoked one keeps the time of its revocation."""
    SharedLink.objects.filter(pk=link.pk, revoked_at=None).update(revoked_at=timezone.now())


def prune_links() -> int:
    """Delete the links that ended long ago, and with them how often each was followed; return how
    many.
    """
    long_ago = timezone.now() - KEPT
    ended = Q(revoked_at__lt=long_ago) | Q(expires_at__lt=long_ago)
    return SharedLink.objects.filter(ended).delete()[0]


def follow(token: str) -> SharedLink | None:
    """The live link of this token, or None. The secrets are compared in constant time."""
    found = _TOKEN.fullmatch(token)
    if found is None:
        return None
    rows = SharedLink.objects.live().select_related("shortlist__brief", "frozen", "firm")
    link = rows.filter(prefix=found[1]).first()
    if link is None or not hmac.compare_digest(bytes(link.digest), _digest(found[2])):
        return None
    return link


def _digest(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()
