"""The statistics by which PostgreSQL plans its queries."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection, models

from partners.models import Alias, Certificate, Evidence, Offering, Partner, Profile, Record
from partners.models.search_entry import SearchEntry

PARTNERS: Sequence[type[models.Model]] = (
    *(Partner, Record, Offering, Profile, Certificate, Alias, Evidence),
    SearchEntry,
)
# Below this many new rows PostgreSQL's own schedule (a tenth of a table) is early enough.
_MANY = 1_000


def renew_statistics(written: int, tables: Sequence[type[models.Model]] = PARTNERS) -> None:
    """Renew the statistics of the tables after so many rows were written; nothing where they are
    few.

    PostgreSQL does so by itself a minute later; until then a page of a table that was empty may be
    planned as if it still were, and take longer than a statement may.
    """
    if written >= _MANY:
        with connection.cursor() as cursor:
            names = (model._meta.db_table for model in tables)
            cursor.execute(f"ANALYZE {', '.join(names)}")
