"""Take a brief in, or a new version of one, and ring for it to be answered."""

from collections.abc import Mapping
from typing import Any

import structlog
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from firms.models import Firm
from matcher import basis as bases
from matcher import brief as briefs
from matcher import tasks
from matcher.errors import VersionMoved
from matcher.models import Brief, Shortlist

log = structlog.get_logger(__name__)


def ask(*, firm: Firm, asked: Mapping[str, Any]) -> Shortlist:
    """Store a brief and its shortlist, unanswered, and ring. Raises `BriefRefused`: then
    nothing is stored.
    """
    with bases.one_snapshot():
        _understand(asked)
        brief = Brief.objects.create(firm=firm, title=asked.get("title") or "", asked=dict(asked))
        shortlist = Shortlist.objects.create(brief=brief)
        ring(shortlist)
    return shortlist


def ask_again(
    *, shortlist: Shortlist, asked: Mapping[str, Any], expected_version: int | None = None
) -> Shortlist:
    """Give the brief a new version; until it is answered the shortlist has no current answer.

    Raises `BriefRefused`, or `VersionMoved` when `expected_version` is no longer the version.
    """
    with transaction.atomic():
        _understand(asked)
        found = Brief.objects.filter(pk=shortlist.brief_id)
        if expected_version is not None:
            found = found.filter(version=expected_version)
        moved = found.update(
            title=asked.get("title") or "",
            asked=dict(asked),
            version=F("version") + 1,
            changed_at=timezone.now(),
        )
        if not moved:
            raise VersionMoved("the brief has been changed since it was read: read it again")
        ring(shortlist)
    shortlist.refresh_from_db()
    return shortlist


def _understand(asked: Mapping[str, Any]) -> None:
    ground, _ = bases.stand(bases.read())
    briefs.understand(asked, ground)


def ring(shortlist: Shortlist) -> None:
    """Ask a worker to answer after the commit. A ring that is lost costs seconds: the sweep
    finds the row, so no failure of the broker reaches the caller.
    """
    pk = str(shortlist.pk)

    def now() -> None:
        try:
            tasks.answer.apply_async((pk,), retry=False)
        except Exception as fault:  # the broker's faults come in many classes
            log.warning("nobody heard the ring; the sweep will", shortlist=pk, fault=repr(fault))

    transaction.on_commit(now, robust=True)
