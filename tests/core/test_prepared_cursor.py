"""Statements that take long to plan are planned once a connection, in a way that poolers know."""

import pytest
from django.db import connection

from core.sql.prepared_cursor import prepared_cursor

pytestmark = pytest.mark.django_db
ASKED = "SELECT sum(one) FROM unnest(%s::int[]) AS one /* planned once */"


def ask_often(monkeypatch: pytest.MonkeyPatch, threshold: int | None) -> list[tuple[bool]]:
    """Whether SQL prepared it, for each statement that PostgreSQL keeps of those asked here."""
    connection.ensure_connection()
    monkeypatch.setattr(connection.connection, "prepare_threshold", threshold)
    for last in range(8):
        with prepared_cursor() as cursor:
            cursor.execute(ASKED, [f"{{1,{last}}}"])
            assert cursor.fetchone() == (1 + last,)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT from_sql FROM pg_prepared_statements WHERE statement LIKE %s",
            ["SELECT sum(one)%planned once%"],
        )
        return cursor.fetchall()


def test_postgresql_keeps_a_statement_that_is_often_asked_by_the_protocol(monkeypatch):
    assert ask_often(monkeypatch, 5) == [(False,)]


def test_nothing_is_prepared_where_the_settings_say_so(monkeypatch):
    connection.ensure_connection()
    connection.connection.execute("DEALLOCATE ALL")
    assert ask_often(monkeypatch, None) == []


def test_the_cursor_counts_as_a_query(django_assert_num_queries):
    with django_assert_num_queries(1), prepared_cursor() as cursor:
        cursor.execute("SELECT 1")
