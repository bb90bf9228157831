"""`python -m harness.migration_safety docs/released/migrations-VERSION.txt`: what a migration after
that release would do to the release's processes, or to a table that firms write to.

squawk reads the SQL of each migration; what it cannot see, because Django hides it, is looked for
in the operations. Exits with 1 where anything is found that `accepted_locks.toml` does not excuse.
"""

import json
import os
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator
from io import StringIO
from pathlib import Path

from django.db.migrations import AddField, Migration
from django.db.models import NOT_PROVIDED, ManyToManyField

ACCEPTED = Path(__file__).with_name("accepted_locks.toml")
POSTGRESQL = "18"
# Rules that ask for what holds here anyway, or for another taste.
_NOT_OURS = (
    # `manage.py migrate` sets both for every migration.
    "require-lock-timeout",
    "require-statement-timeout",
    # A migration is one transaction, and Django knows which have run.
    "prefer-robust-stmts",
    # A length and a range are part of the model, and a new table has no rows to convert.
    "prefer-text-field",
    "prefer-bigint-over-int",
    "prefer-bigint-over-smallint",
)


def later_than(released: Iterable[str]) -> list[Migration]:
    """The migrations of the project that a release does not have, in an order they can run in."""
    from django.apps import apps
    from django.conf import settings
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader

    ours = {
        config.label
        for config in apps.get_app_configs()
        if Path(config.path).parent == settings.BASE_DIR
    }
    known = set(released)
    graph = MigrationLoader(connection).graph
    order = [key for leaf in graph.leaf_nodes() for key in graph.forwards_plan(leaf)]
    return [
        graph.nodes[app, name]
        for app, name in dict.fromkeys(order)
        if app in ours and f"{app}.{name}" not in known
    ]


def sql_of(migration: Migration) -> str:
    """The SQL of a migration, as PostgreSQL would get it."""
    from django.core.management import call_command

    text = StringIO()
    call_command("sqlmigrate", migration.app_label, migration.name, stdout=text, no_color=True)
    return text.getvalue()


def locks(sql: str, accepted: Iterable[str] = ()) -> Iterator[str]:
    """What squawk finds in SQL: what locks a table long, or breaks code that runs beside it."""
    program = Path(sys.executable).with_name("squawk")
    excluded = ",".join(sorted({*_NOT_OURS, *accepted}))
    run = subprocess.run(
        [program, "--pg-version", POSTGRESQL, "--reporter", "json", "--exclude", excluded],
        input=sql,
        capture_output=True,
        text=True,
        check=False,
    )
    if run.returncode not in (0, 1):
        raise RuntimeError(f"squawk failed: {run.stderr}")
    for found in json.loads(run.stdout):
        yield f"{found['rule_name']}: {found['message']}"


def columns_old_code_leaves_empty(migration: Migration) -> Iterator[str]:
    """Columns that an insert of the release would fail for: not null, and without a default that
    the database knows. Django takes the default of a model out of the table again.
    """
    for operation in migration.operations:
        if isinstance(operation, AddField):
            field = operation.field
            filled = field.null or field.db_default is not NOT_PROVIDED or field.generated
            if not filled and not isinstance(field, ManyToManyField):
                yield (
                    f"{operation.model_name}.{operation.name} is not null: give it a db_default,"
                    " or old code cannot insert"
                )


def findings(migration: Migration) -> list[str]:
    """What is wrong with a migration, apart from what is excused."""
    excused = tomllib.loads(ACCEPTED.read_text("utf-8"))
    accepted = excused.get(f"{migration.app_label}.{migration.name}", {}).get("rules", ())
    return [*locks(sql_of(migration), accepted), *columns_old_code_leaves_empty(migration)]


def main(released: str) -> int:
    """Print the findings. Returns 1 when there are any."""
    import django

    import embedded

    embedded.ensure_environment(os.environ)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    migrations = later_than(Path(released).read_text("utf-8").split())
    found = [
        f"{migration.app_label}.{migration.name}: {finding}"
        for migration in migrations
        for finding in findings(migration)
    ]
    sys.stdout.write("\n".join([*found, f"{len(migrations)} migrations, {len(found)} findings\n"]))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
