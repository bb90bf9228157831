"""Count and digest the rows of every table, so that two databases can be compared."""

from dataclasses import dataclass

from django.apps import apps
from django.db import connection

# Its numbers are compared by name; a restore moves what other processes must not confuse.
COUNTERS = "core_counter"
_TABLES = """
SELECT c.relname FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = 'public' AND c.relkind = 'r' ORDER BY c.relname
"""
# A sum does not depend on the order of the rows. Text as PostgreSQL prints it is exact.
_CONTENT = """
SELECT count(*), coalesce(sum(('x' || left(md5(t::text), 16))::bit(64)::bigint::numeric), 0)::text
FROM public.{table} t
"""


@dataclass(frozen=True)
class TableContent:
    """The number of rows, and a digest of all that stands in them."""

    rows: int
    digest: str


def left_out() -> tuple[str, ...]:
    """The tables whose rows no backup holds, as the apps name them in `tables_not_backed_up`."""
    return _named_by_apps("tables_not_backed_up")


def table_names() -> list[str]:
    """The tables of the database, in the order of their names."""
    with connection.cursor() as cursor:
        cursor.execute(_TABLES)
        return [str(name) for (name,) in cursor.fetchall()]


def holds_rows(table: str) -> bool:
    """Tell whether the table has any row."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT EXISTS (SELECT FROM public.{_quoted(table)})")  # noqa: S608 - quoted  # nosec B608
        return bool(cursor.fetchone()[0])


def table_contents() -> dict[str, TableContent]:
    """The content of each table that a backup holds, but the counters and what a restore itself
    moves (`tables_moved_by_restore` of the apps). Reads every row.
    """
    passed_over = {COUNTERS, *left_out(), *_named_by_apps("tables_moved_by_restore")}
    with connection.cursor() as cursor:
        found = {}
        for table in table_names():
            if table not in passed_over:
                cursor.execute(_CONTENT.format(table=_quoted(table)))
                rows, digest = cursor.fetchone()
                found[table] = TableContent(int(rows), digest)
        return found


def counter_numbers() -> dict[str, int]:
    """The number of each counter: policy, partners, event and what else there is."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT name, number FROM public.{COUNTERS} ORDER BY name")  # noqa: S608 - a constant  # nosec B608
        return {name: int(number) for name, number in cursor.fetchall()}


def _quoted(table: str) -> str:
    return connection.ops.quote_name(table)


def _named_by_apps(attribute: str) -> tuple[str, ...]:
    named = (getattr(config, attribute, ()) for config in apps.get_app_configs())
    return tuple(sorted(table for tables in named for table in tables))
