"""All active partners as segments: a base segment, and the partners that changed since.

The base segment is a mapped file, or columns in this process's memory where there is no file.
Partners that changed since are a second, small segment, and their rows of the base segment count
as deleted: a write is ranked at once, however many partners there are. A task writes a new file
when many have changed.
"""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import structlog
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from matcher.index.columns import Columns
from matcher.index.columns_file import (
    DamagedFile,
    columns_path,
    map_columns_file,
    remove_other_files,
    write_columns_file,
)
from matcher.index.encode import encode_columns
from matcher.index.loading.load_candidates import load_candidates
from matcher.index.loading.load_columns import load_columns
from matcher.index.segment import Segment
from matcher.models import IndexFile
from matcher.reference.reference_data import ReferenceData
from partners.models import Partner

log = structlog.get_logger(__name__)
# More changed partners than this, and the base segment is loaded anew: a changed partner costs
# every process Python objects, a load costs it arrays alone.
MAX_CHANGED = 2_000
# While few partners have changed, a new file is written no more often than this.
MIN_FILE_AGE = dt.timedelta(seconds=60)
_WRITER_LOCK = 0x52484E47  # any constant that no other advisory lock uses


@dataclass(frozen=True)
class BaseSegment:
    """All partners as they were at a partners number."""

    number: int
    columns: Columns

    def has_numbers_of(self, reference: ReferenceData) -> bool:
        """Are its places and sectors numbered as the reference data numbers them?"""
        dictionary = self.columns.dictionary
        return (
            dictionary.places == reference.areas.codes
            and dictionary.sectors == reference.sectors.codes
        )


@dataclass(frozen=True)
class PartnerIndex:
    """The segments of one partners number, and the base segment that they were made from."""

    base: BaseSegment
    segments: tuple[Segment, ...]


def load_partner_index(
    reference: ReferenceData, number: int, before: PartnerIndex | None = None
) -> PartnerIndex:
    """The partners of this transaction's snapshot, whose partners number is `number`. The base
    segment of `before` is used again where it serves.
    """
    base = _newest_base(reference, number, before.base if before else None)
    changed = _changed_since(base.number) if base else None
    if base is None or changed is None:
        base, changed = BaseSegment(number, load_columns(reference)), []
    if not changed:
        return PartnerIndex(base, (Segment(base.columns),))
    deleted = base.columns.rows_of_ids(np.array(changed, np.int64))
    changes = encode_columns(reference, load_candidates(changed).values())
    return PartnerIndex(base, (Segment(base.columns, deleted), Segment(changes)))


def rebuild_partner_index(reference: ReferenceData, number: int) -> PartnerIndex:
    """The partners of this transaction's snapshot, read from the database alone. A file that is no
    longer what was written is removed, so that nobody maps it.
    """
    if settings.INDEX_DIR:
        _newest_base(reference, number, None)
    base = BaseSegment(number, load_columns(reference))
    return PartnerIndex(base, (Segment(base.columns),))


def stored_base(reference: ReferenceData, number: int) -> BaseSegment | None:
    """The newest file's partners of no later number than this; None where no such file is left."""
    return _newest_base(reference, number, None)


def _newest_base(
    reference: ReferenceData, number: int, held: BaseSegment | None
) -> BaseSegment | None:
    """The newest base segment of no later number: from the file, or the one that is held."""
    row = IndexFile.newest(number) if settings.INDEX_DIR else None
    if row and (held is None or held.number < row.partners_number):
        try:
            held = BaseSegment(row.partners_number, map_columns_file(index_folder(), row.digest))
        except OSError as fault:
            log.warning("an index file cannot be read", digest=row.digest, fault=repr(fault))
        except DamagedFile as fault:
            log.warning("a damaged index file is removed", digest=row.digest, fault=repr(fault))
            columns_path(index_folder(), row.digest).unlink(missing_ok=True)
    return held if held and held.number <= number and held.has_numbers_of(reference) else None


def _changed_since(number: int) -> list[int] | None:
    """The ids of partners that changed or retired since; None when there are too many."""
    changed = Partner.objects.filter(changed_number__gt=number).order_by("pk")
    found = list(changed.values_list("pk", flat=True)[: MAX_CHANGED + 1])
    return found if len(found) <= MAX_CHANGED else None


def index_folder() -> Path:
    """The folder of the files: shared by all processes of a machine, or by many machines."""
    return Path(settings.INDEX_DIR)


def is_newest_file_intact(number: int) -> bool:
    """Is the newest file of no later number what was written, or was none written yet?"""
    row = IndexFile.newest(number) if settings.INDEX_DIR else None
    return row is None or _is_intact(row)


def _is_intact(row: IndexFile) -> bool:
    try:
        map_columns_file(index_folder(), row.digest)
    except (OSError, DamagedFile):
        return False
    return True


def write_index_file(reference: ReferenceData, number: int) -> IndexFile | None:
    """Write a file of this transaction's partners, and keep it and the one before. None when no
    file is due or another process is writing one.

    Raises `OSError` when the disk does not take the file.
    """
    if not settings.INDEX_DIR or not _is_only_writer() or not _is_file_due(number):
        return None
    columns = load_columns(reference)
    digest = write_columns_file(index_folder(), columns)
    row, _ = IndexFile.objects.update_or_create(
        digest=digest, defaults={"partners_number": number, "partner_count": len(columns)}
    )
    # Two, for a process whose snapshot is older than this transaction still maps the one before.
    kept = set(IndexFile.objects.values_list("digest", flat=True)[:2])
    IndexFile.objects.exclude(digest__in=kept).delete()
    # After the commit: until then other processes read rows that name the older files.
    transaction.on_commit(lambda: remove_other_files(index_folder(), kept), robust=True)
    return row


def _is_only_writer() -> bool:
    """Take the writers' lock, until the transaction ends, unless another process holds it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_WRITER_LOCK])
        return bool(cursor.fetchone()[0])


def _is_file_due(number: int) -> bool:
    """Is there no file as it was written, or does it lack many changes, or any for a while?"""
    row = IndexFile.newest(number)
    if row is not None and not _is_intact(row):
        # Who has it mapped keeps its pages; what is written now may have its very name.
        columns_path(index_folder(), row.digest).unlink(missing_ok=True)
        return Partner.objects.exists()
    if row is None:
        return Partner.objects.exists()
    changed = Partner.objects.filter(changed_number__gt=row.partners_number)
    old = timezone.now() - row.built_at > MIN_FILE_AGE
    # A quarter, so that the file is there before readers have to load the base segment anew.
    return changed.exists() if old else changed.count() > MAX_CHANGED // 4
