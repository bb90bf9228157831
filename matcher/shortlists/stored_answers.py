"""Read what is stored of a shortlist, in the driver's plain rows.

Shortlists are read far more often than they are written, and the query sets took most of the time
of a reading. The rule for what is stale stays that of `staleness`.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection
from dataclasses import dataclass

import orjson
from django.conf import settings

from core.bulk.bulk_copy import integers
from core.clock import today
from core.sql.model_columns import ModelColumns
from core.sql.prepared_cursor import prepared_cursor
from firms.models import Firm
from matcher.errors import NotAnswered
from matcher.models import Brief, Revision, Shortlist
from matcher.shortlists.compute_answer import AnsweredEntry
from matcher.shortlists.staleness import stale_statement
from partners.screening.due_partners import oldest_kept

# What only the staleness of a shortlist is told by, and what is for the desk alone.
_SHORTLIST = ModelColumns.of(
    Shortlist,
    but=(
        "checked_policy",
        "checked_partners",
        "checked_on",
        "refusals",
        "depends_on_sectors",
        "depends_on_provinces",
        "depends_on_datasets",
        "created_at",
    ),
)
_BRIEF = ModelColumns.of(Brief, but=("created_at", "changed_at"))
_REVISION = ModelColumns.of(Revision, but=("digest", "answered_at"))


@dataclass(frozen=True)
class StoredShortlist:
    """A shortlist with its brief, the newest answer to the newest version of it, whether that is
    stale, and the numbers of this moment; `statements` is that of the firm, `members` differs
    wherever its members do, and `screened` wherever answers of screening became too old, or
    screening was turned on or off.
    """

    shortlist: Shortlist
    revision: Revision | None
    stale: bool
    policy: int
    partners: int
    statements: int
    members: str
    screened: str


def find_shortlist(firm: Firm, pk: uuid.UUID | str) -> StoredShortlist | None:
    """The firm's shortlist; None where it has none of this id. One query."""
    stale, params = stale_statement(today())
    columns = [
        *(f"s.{name}" for name in _SHORTLIST.names),
        *(f"b.{name}" for name in _BRIEF.names),
        *(f"r.{name}" for name in _REVISION.names),
    ]
    statement = f"""
        SELECT t.stale, (SELECT number FROM core_counter WHERE name = 'policy'),
            (SELECT number FROM core_counter WHERE name = 'partners'),
            coalesce((SELECT number FROM matcher_statementcounter WHERE firm_id = b.firm_id), 0),
            (SELECT concat(count(*), 'm', max(id)) FROM firms_member WHERE firm_id = b.firm_id),
            (SELECT max(checked_at) FROM partners_screening WHERE checked_at < %s),
            {", ".join(columns)}
        FROM matcher_shortlist s
        JOIN matcher_brief b ON b.id = s.brief_id
        JOIN ({stale}) t ON t.id = s.id
        LEFT JOIN LATERAL (
            SELECT * FROM matcher_revision
            WHERE shortlist_id = s.id AND brief_version = b.version ORDER BY number DESC LIMIT 1
        ) r ON true
        WHERE s.id = %s AND b.firm_id = %s
    """  # noqa: S608 - names of columns, and Django's own statement  # nosec B608
    # To plan this statement took PostgreSQL most of the time of a reading.
    with prepared_cursor() as cursor:
        cursor.execute(statement, [oldest_kept(), *params, pk, firm.pk])
        row = cursor.fetchone()
    if row is None:
        return None
    is_stale, policy, partners, statements, members, too_old, *values = row
    brief_at = len(_SHORTLIST.names)
    revision_at = brief_at + len(_BRIEF.names)
    shortlist: Shortlist = _SHORTLIST.instance(values[:brief_at])
    shortlist.brief = _BRIEF.instance(values[brief_at:revision_at])
    answered = shortlist.state is Shortlist.State.ANSWERED and values[revision_at] is not None
    revision = _REVISION.instance(values[revision_at:]) if answered else None
    return StoredShortlist(
        shortlist, revision, is_stale, policy, partners, statements, members, _screened(too_old)
    )


def _screened(too_old: dt.datetime | None) -> str:
    """The state of screening, by the last answer that is too old: new answers move the partners
    number, but time alone makes an answer too old.
    """
    if not settings.SCREENING_URL:
        return ""
    return f"c{int(too_old.timestamp() * 1_000_000):x}" if too_old else "c"


def find_revision(found: StoredShortlist, number: int | None = None) -> Revision | None:
    """The revision of this number, None where there is none; without a number the answer to the
    newest version of the brief. Raises `NotAnswered` where that has none.
    """
    if number is not None:
        return found.shortlist.revisions.filter(number=number).first()
    if found.revision is None:
        raise NotAnswered("the newest version of the brief has no answer: name a revision")
    return found.revision


def load_entries(
    revision: int,
    *,
    after: int = 0,
    limit: int | None = None,
    partners: Collection[int] | None = None,
) -> tuple[AnsweredEntry, ...]:
    """The entries of a revision after a rank, in order; at most `limit` of them, or those of some
    `partners`. One query.
    """
    chosen = None if partners is None else integers(partners)
    with prepared_cursor() as cursor:
        cursor.execute(
            "SELECT rank, partner_id, points, detail FROM matcher_entry"
            " WHERE revision_id = %s AND rank > %s"
            " AND (%s::bigint[] IS NULL OR partner_id = ANY(%s::bigint[])) ORDER BY rank LIMIT %s",
            [revision, after, chosen, chosen, limit],
        )
        rows = cursor.fetchall()
    return tuple(
        AnsweredEntry(rank, partner, points, orjson.loads(detail))
        for rank, partner, points, detail in rows
    )


def load_policy_of_entries(revisions: Collection[int]) -> dict[int, list[AnsweredEntry]]:
    """The entries of several revisions by revision, each with nothing of its detail but the policy
    component: what tells moves and their causes. One query.
    """
    found: dict[int, list[AnsweredEntry]] = {revision: [] for revision in revisions}
    with prepared_cursor() as cursor:
        cursor.execute(
            "SELECT revision_id, rank, partner_id, points, jsonb_build_object('components',"
            " jsonb_path_query_array(detail, '$.components[*] ? (@.name == \"policy\")'))"
            " FROM matcher_entry WHERE revision_id = ANY(%s::bigint[]) ORDER BY rank",
            [integers(revisions)],
        )
        for revision, rank, partner, points, detail in cursor.fetchall():
            entry = AnsweredEntry(rank, partner, points, orjson.loads(detail))
            found[revision].append(entry)
    return found
