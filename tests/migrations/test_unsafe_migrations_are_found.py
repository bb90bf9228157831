"""`make check` refuses a migration that stops the service, or the release beside which it runs."""

from pathlib import Path

import pytest
from django.conf import settings
from django.db import migrations, models

from harness.migration_safety import columns_old_code_leaves_empty, later_than, locks

RELEASED = sorted((Path(settings.BASE_DIR) / "docs" / "released").glob("migrations-*.txt"))


@pytest.mark.parametrize(
    ("sql", "rule"),
    [
        ('CREATE INDEX "i" ON "t" ("a");', "require-concurrent-index-creation"),
        ('ALTER TABLE "t" DROP COLUMN "a" CASCADE;', "ban-drop-column"),
        ('DROP TABLE "t" CASCADE;', "ban-drop-table"),
        ('ALTER TABLE "t" RENAME COLUMN "a" TO "b";', "renaming-column"),
        ('ALTER TABLE "t" ALTER COLUMN "a" TYPE text USING "a"::text;', "changing-column-type"),
        ('ALTER TABLE "t" ALTER COLUMN "a" SET NOT NULL;', "adding-not-nullable-field"),
        ('ALTER TABLE "t" ADD CONSTRAINT "c" CHECK ("a" > 0);', "constraint-missing-not-valid"),
    ],
)
def test_what_locks_a_table_or_takes_something_away_is_named(sql, rule):
    assert any(found.startswith(f"{rule}:") for found in locks(f"BEGIN;\n{sql}\nCOMMIT;"))


def test_a_new_table_and_a_nullable_column_are_let_through():
    sql = 'BEGIN;\nCREATE TABLE "n" ("a" int);\nALTER TABLE "t" ADD COLUMN "b" int NULL;\nCOMMIT;'
    assert list(locks(sql)) == []


def _adding(field: models.Field) -> migrations.Migration:
    migration = migrations.Migration("later", "matcher")
    migration.operations = [migrations.AddField("shortlist", "colour", field)]
    return migration


def test_a_column_that_old_code_cannot_fill_is_named():
    """Django gives the default to the rows that exist, and takes it out of the table again."""
    (found,) = columns_old_code_leaves_empty(_adding(models.IntegerField(default=0)))
    assert "shortlist.colour" in found


@pytest.mark.parametrize(
    "field", [models.IntegerField(null=True), models.IntegerField(db_default=0)]
)
def test_a_column_that_the_database_fills_is_let_through(field):
    assert list(columns_old_code_leaves_empty(_adding(field))) == []


@pytest.mark.django_db
def test_only_what_the_release_does_not_have_is_read():
    released = RELEASED[-1].read_text("utf-8").split()
    later = [f"{one.app_label}.{one.name}" for one in later_than(released)]
    assert "firms.0003_members_have_accounts" in later
    assert not set(later) & set(released)
    assert not any(name.startswith(("auth.", "account.")) for name in later)


def test_each_release_says_which_migrations_it_has():
    documents = sorted((Path(settings.BASE_DIR) / "docs" / "released").glob("openapi-*.json"))
    named = [file.stem.removeprefix("migrations-") for file in RELEASED]
    assert named == [file.stem.removeprefix("openapi-") for file in documents]
