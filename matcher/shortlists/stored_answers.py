"""Read what is stored of a shortlist, in the driver's plain rows.

Shortlists are read far more often than they are written, and the query sets took most of the time
of a reading. The rule for what is stale stays that of `staleness`.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any, TypeVar

import orjson
from django.db import connection
from django.db.models import Model

from core.clock import today
from firms.models import Firm
from matcher.models import Brief, Revision, Shortlist
from matcher.shortlists.compute_answer import AnsweredEntry
from matcher.shortlists.staleness import stale_statement

Row = TypeVar("Row", bound=Model)
# In the order of the fields of the models.
_SHORTLIST = ("id", "checked_version", "refused", "archived_at", "tags")
_BRIEF = ("id", "firm_id", "title", "asked", "version")
_REVISION = (
    "id",
    "shortlist_id",
    "number",
    "brief_version",
    "model",
    "policy",
    "partners",
    "as_of",
    "statements",
    "understood",
    "weights",
    "excluded",
    "verdict",
    "beside",
    "changes",
)
_JSON = {"refused", "asked", "understood", "weights", "excluded", "verdict", "beside", "changes"}


@dataclass(frozen=True)
class StoredShortlist:
    """A shortlist with its brief, the newest answer to the newest version of it, whether that is
    stale, and the numbers of this moment; `statements` is that of the firm.
    """

    shortlist: Shortlist
    revision: Revision | None
    stale: bool
    policy: int
    partners: int
    statements: int


def find_shortlist(firm: Firm, pk: uuid.UUID | str) -> StoredShortlist | None:
    """The firm's shortlist; None where it has none of this id. One query."""
    stale, params = stale_statement(today())
    columns = [
        *(f"s.{name}" for name in _SHORTLIST),
        *(f"b.{name}" for name in _BRIEF),
        *(f"r.{name}" for name in _REVISION),
    ]
    statement = f"""
        SELECT t.stale, (SELECT number FROM core_counter WHERE name = 'policy'),
            (SELECT number FROM core_counter WHERE name = 'partners'),
            coalesce((SELECT number FROM matcher_statementcounter WHERE firm_id = b.firm_id), 0),
            {", ".join(columns)}
        FROM matcher_shortlist s
        JOIN matcher_brief b ON b.id = s.brief_id
        JOIN ({stale}) t ON t.id = s.id
        LEFT JOIN LATERAL (
            SELECT * FROM matcher_revision
            WHERE shortlist_id = s.id AND brief_version = b.version ORDER BY number DESC LIMIT 1
        ) r ON true
        WHERE s.id = %s AND b.firm_id = %s
    """  # noqa: S608 - names of columns, and Django's own statement
    with connection.cursor() as cursor:
        cursor.execute(statement, [*params, pk, firm.pk])
        row = cursor.fetchone()
    if row is None:
        return None
    is_stale, policy, partners, statements, *values = row
    brief_at, revision_at = len(_SHORTLIST), len(_SHORTLIST) + len(_BRIEF)
    shortlist = _instance(Shortlist, _SHORTLIST, values[:brief_at])
    shortlist.brief = _instance(Brief, _BRIEF, values[brief_at:revision_at])
    answered = shortlist.state is Shortlist.State.ANSWERED and values[revision_at] is not None
    revision = _instance(Revision, _REVISION, values[revision_at:]) if answered else None
    return StoredShortlist(shortlist, revision, is_stale, policy, partners, statements)


def _instance(model: type[Row], names: tuple[str, ...], values: list[Any]) -> Row:
    """The row as an instance; its other columns are read when they are asked for."""
    parsed = [
        orjson.loads(value) if name in _JSON and value is not None else value
        for name, value in zip(names, values, strict=True)
    ]
    return model.from_db(connection.alias, names, parsed)


def load_entries(
    revision: int, *, after: int = 0, limit: int | None = None
) -> tuple[AnsweredEntry, ...]:
    """The entries of a revision after a rank, in order; at most `limit` of them. One query."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rank, partner_id, points, detail FROM matcher_entry"
            " WHERE revision_id = %s AND rank > %s ORDER BY rank LIMIT %s",
            [revision, after, limit],
        )
        rows = cursor.fetchall()
    return tuple(
        AnsweredEntry(rank, partner, points, orjson.loads(detail))
        for rank, partner, points, detail in rows
    )
