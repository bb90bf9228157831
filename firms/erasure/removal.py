"""Erase a firm: its rows in all tables, the accounts that only it needed, their sessions, and what
the desk's log says of them. Nothing of another firm is touched.
"""

from typing import Any

import structlog
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Model, QuerySet, TextField
from django.db.models.functions import Cast, Now

from firms.erasure.owned_tables import OwnedTable, owned_tables
from firms.membership import accounts
from firms.models import ApiKey, Firm, Member

# Rows that name the firm, a transaction; what belongs to them goes with them.
ROUND = 100
log = structlog.get_logger(__name__)


def count_rows(firm: int) -> dict[str, int]:
    """The number of rows of a firm by table; tables without any are left out."""
    counts = {table.name: table.rows_of(firm).count() for table in owned_tables()}
    return {name: count for name, count in sorted(counts.items()) if count}


def erase_firm(firm: Firm) -> dict[str, int]:
    """Erase all of the firm; return how many rows of each table went, `firms_firm` among them.

    Works in rounds of small transactions, the keys and log-ins first, so that nothing new begins.
    Killed in between, it can be run again: the firm's row goes last.
    """
    pk = firm.pk
    close_the_door(firm)
    tables = owned_tables()
    # The number of rows by table cannot be had from the rounds: some rows go with several others.
    gone = count_rows(pk)
    _forget_desk_log(pk, tables)
    for table in tables:
        if table.is_direct:
            while _erase_round(table, pk):
                pass
    with transaction.atomic():
        # Whoever writes a row of the firm holds this lock for keys; from here on nobody does.
        Firm.objects.select_for_update().get(pk=pk)
        for table in tables:
            if table.is_direct:
                table.model._base_manager.filter(**{table.paths[0]: pk}).delete()
        Firm.objects.filter(pk=pk).delete()
    gone["firms_firm"] = 1
    log.info("erased a firm", firm=pk, rows=gone)
    return gone


def close_the_door(firm: Firm) -> None:
    """Revoke the firm's keys, end the sessions of its members, and close accounts that belong to no
    other firm.
    """
    with transaction.atomic():
        ApiKey.objects.filter(firm=firm, revoked_at=None).update(revoked_at=Now())
        members = Member.objects.filter(firm=firm)
        users = list(User.objects.filter(memberships__in=members).distinct())
        members.update(user=None)
        _end_sessions({str(user.pk) for user in users})
        for user in users:
            accounts.close_unused(user)


def _end_sessions(users: set[str]) -> None:
    """Delete the sessions of these users: what a session holds names its user, no column does."""
    if users:
        ended = [
            session.session_key
            for session in Session.objects.iterator()
            if session.get_decoded().get("_auth_user_id") in users
        ]
        Session.objects.filter(session_key__in=ended).delete()


@transaction.atomic
def _erase_round(table: OwnedTable, firm: int) -> int:
    rows = table.model._base_manager.filter(**{table.paths[0]: firm})
    found = list(rows.values_list("pk", flat=True)[:ROUND])
    table.model._base_manager.filter(pk__in=found).delete()
    return len(found)


def _forget_desk_log(firm: int, tables: list[OwnedTable]) -> None:
    """Delete what the desk's log says of the firm and its rows: it keeps their names."""
    rows: dict[type[Model], QuerySet[Any]] = {Firm: Firm.objects.filter(pk=firm)}
    rows |= {table.model: table.rows_of(firm) for table in tables}
    logged = set(LogEntry.objects.values_list("content_type", flat=True).distinct())
    for model, found in rows.items():
        kind = ContentType.objects.get_for_model(model)
        if kind.pk in logged:
            ids = found.values(text=Cast("pk", TextField()))
            LogEntry.objects.filter(content_type=kind, object_id__in=ids).delete()
