"""The statistics by which PostgreSQL plans the queries of partners."""

from __future__ import annotations

from django.db import connection

from partners.models import Alias, Certificate, Evidence, Offering, Partner, Profile, Record
from partners.models.search_entry import SearchEntry

_MODELS = (Partner, Record, Offering, Profile, Certificate, Alias, Evidence, SearchEntry)
# Below this many new rows PostgreSQL's own schedule (a tenth of a table) is early enough.
_MANY = 1_000


def renew_statistics(written: int) -> None:
    """Renew the statistics after so many records were written; nothing where they are few.

    PostgreSQL does so by itself a minute later; until then a page of a table that was empty may be
    planned as if it still were, and take longer than a statement may.
    """
    if written >= _MANY:
        with connection.cursor() as cursor:
            tables = (model._meta.db_table for model in _MODELS)
            cursor.execute(f"ANALYZE {', '.join(tables)}")
