"""All active partners as segments: columns read whole, and beside them those changed since.

What was read whole is a mapped file, if there is one, or this process's own memory. Partners that
changed since stand in a small segment of their own, and their old rows are gone: a write is ranked
at once, whatever the size of the whole. A task makes a new file when the changed grow many.
"""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import structlog
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from matcher.index import columns_file, load_candidates, load_columns
from matcher.index.columns import Columns
from matcher.index.encode import build
from matcher.index.segment import Segment
from matcher.models import IndexFile
from matcher.reference.reference_data import ReferenceData
from partners.models import Partner

log = structlog.get_logger(__name__)
# So many changed partners stand beside the whole; more, and it is read again.
BESIDE_AT_MOST = 2_000
# With few changes a file is made no more often than this.
REST = dt.timedelta(seconds=60)
_ONE_BUILDER = 0x52484E47


@dataclass(frozen=True)
class BaseSegment:
    """All partners as they were at a partners number."""

    number: int
    columns: Columns

    def fits(self, reference: ReferenceData) -> bool:
        """Does it number places and sectors as the reference does?"""
        dictionary = self.columns.dictionary
        return (
            dictionary.places == reference.areas.codes
            and dictionary.sectors == reference.sectors.codes
        )


@dataclass(frozen=True)
class PartnerIndex:
    """The segments of one partners number, and what they were made from."""

    base: BaseSegment
    segments: tuple[Segment, ...]


def read(reference: ReferenceData, number: int, before: PartnerIndex | None = None) -> PartnerIndex:
    """The partners of this transaction's snapshot, whose partners number that is; from what was
    read before where that serves.
    """
    base = _newest(reference, number, before.base if before else None)
    changed = _changed_since(base.number) if base else None
    if base is None or changed is None:
        base, changed = BaseSegment(number, load_columns.read(reference)), []
    if not changed:
        return PartnerIndex(base, (Segment(base.columns),))
    ids = np.array(changed, np.int64)
    beside = build(reference, load_candidates.read(changed).values())
    return PartnerIndex(base, (Segment(base.columns, base.columns.rows_of(ids)), Segment(beside)))


def _newest(reference: ReferenceData, number: int, held: BaseSegment | None) -> BaseSegment | None:
    """The newest whole that is not of a later number: the file, or what this process holds."""
    row = IndexFile.objects.filter(number__lte=number).first() if settings.INDEX_DIR else None
    if row and (held is None or held.number < row.number):
        try:
            mapped = BaseSegment(row.number, columns_file.open_(folder(), row.digest))
        except OSError as fault:
            log.warning("a snapshot cannot be read", snapshot=row.digest, fault=repr(fault))
        except columns_file.Damaged as fault:
            log.warning("a snapshot is made anew", snapshot=row.digest, fault=repr(fault))
            columns_file.discard(folder(), row.digest)
        else:
            held = mapped
    return held if held and held.number <= number and held.fits(reference) else None


def _changed_since(number: int) -> list[int] | None:
    """The ids of partners that changed or retired since; None when they are too many."""
    changed = Partner.objects.filter(changed_number__gt=number).order_by("pk")
    found = list(changed.values_list("pk", flat=True)[: BESIDE_AT_MOST + 1])
    return found if len(found) <= BESIDE_AT_MOST else None


def folder() -> Path:
    """Where the files lie: shared by all processes of a machine, or by many machines."""
    return Path(settings.INDEX_DIR)


def write(reference: ReferenceData, number: int) -> IndexFile | None:
    """Write a file of this transaction's partners, if there are changes that it would hold and
    nobody else is writing one; None otherwise. Files that are older than the last two go.
    """
    if not settings.INDEX_DIR or not _alone() or not _due(number):
        return None
    columns = load_columns.read(reference)
    digest = columns_file.write(folder(), columns)
    row, _ = IndexFile.objects.update_or_create(
        digest=digest, defaults={"number": number, "partners": len(columns)}
    )
    kept = set(IndexFile.objects.values_list("digest", flat=True)[:2])
    IndexFile.objects.exclude(digest__in=kept).delete()
    transaction.on_commit(lambda: columns_file.keep_only(folder(), kept), robust=True)
    return row


def _alone() -> bool:
    """Is nobody else building? Held until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_ONE_BUILDER])
        return bool(cursor.fetchone()[0])


def _due(number: int) -> bool:
    """Is there no file, or does the last one lack many changes, or any for a while?"""
    row = IndexFile.objects.filter(number__lte=number).first()
    if row is None or not (folder() / f"{row.digest}{columns_file.SUFFIX}").exists():
        return Partner.objects.exists()
    changed = Partner.objects.filter(changed_number__gt=row.number)
    old = timezone.now() - row.built_at > REST
    return changed.exists() if old else changed.count() > BESIDE_AT_MOST // 4
