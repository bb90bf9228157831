"""The file of an import that waits for a worker, stored and read back in pieces.

A file of 64 MB as one parameter of a query would take several times its size in this process; in
pieces it takes the memory of one, whatever its size.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable
from pathlib import Path

from django.db import connection, transaction
from django.db.models import F, Func, IntegerField, Q
from django.db.models.functions import Substr
from django.utils import timezone

from partners.models import ImportRun

PIECE = 1_000_000
# A compressed value is unpacked from its start for each piece, so these are few and large.
_READ = 8_000_000
# Long enough to let an import go on; a list may be an operator's own and is not kept for ever.
KEPT_TO_GO_ON = dt.timedelta(days=7)
# Long enough to read the report, to import what a dry run has shown, and to fetch the annotated
# file.
KEPT_WHEN_DONE = dt.timedelta(hours=1)


@transaction.atomic
def store_file(run: ImportRun, pieces: Iterable[bytes]) -> int:
    """Store the file of a run that is saved, with its digest; return the number of bytes."""
    digest, size = hashlib.sha256(), 0
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS import_pieces")
        cursor.execute(
            "CREATE TEMPORARY TABLE import_pieces (at bigint, piece bytea) ON COMMIT DROP"
        )
        for piece in pieces:
            cursor.execute("INSERT INTO import_pieces VALUES (%s, %s)", [size, piece])
            digest.update(piece)
            size += len(piece)
        cursor.execute(
            "UPDATE partners_importrun SET digest = %s, content ="
            " (SELECT coalesce(string_agg(piece, ''::bytea ORDER BY at), '') FROM import_pieces)"
            " WHERE id = %s",
            [digest.hexdigest(), run.pk],
        )
        cursor.execute("DROP TABLE import_pieces")
    run.digest = digest.hexdigest()
    return size


def write_file(run: ImportRun, path: Path) -> None:
    """Write the stored file of the run to a path."""
    row = ImportRun.objects.filter(pk=run.pk)
    size = row.values_list(
        Func(F("content"), function="octet_length", output_field=IntegerField()), flat=True
    )
    with path.open("wb") as file:
        for start in range(1, (size.get() or 0) + 1, _READ):
            piece = row.values_list(Substr("content", start, _READ), flat=True)
            file.write(bytes(piece.get() or b""))


def is_kept(run: ImportRun) -> bool:
    """Whether the file of the run is stored."""
    return ImportRun.objects.filter(pk=run.pk, content__isnull=False).exists()


def forget_old_files() -> int:
    """Empty the files of runs that were done more than an hour ago, and of others that ended more
    than a week ago; return their number.
    """
    now = timezone.now()
    over = Q(finished_at__lt=now - KEPT_TO_GO_ON) | Q(
        finished_at__lt=now - KEPT_WHEN_DONE, state=ImportRun.State.DONE
    )
    return ImportRun.objects.filter(over, content__isnull=False).update(content=None)
