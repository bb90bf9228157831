"""Put an edition in force: its range, its numbers, the changes it makes, and its event."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import Max
from django.utils import timezone

from core import counters
from core.audit import security_log
from core.models import SecurityEvent
from core.task_queue import enqueue
from priorities.editions.dating import date_change
from priorities.editions.diff import Diff, compare_rows
from priorities.editions.rows import PriorityRow
from priorities.events import PRIORITIES_PUBLISHED, PRIORITIES_WITHDRAWN
from priorities.models import Edition, Priority, PriorityChange
from webhooks import outbox

WHOLE_PROVINCE = "*"
# The task to run after a publication, by name: the floor above defines it.
LISTS_CHANGED = "priorities.lists_changed"
Rows = Sequence[PriorityRow]


def put_in_force(
    edition: Edition, *, replaces: Edition | None, since: dt.datetime, before: Rows, after: Rows
) -> Edition:
    """Put the edition in force from `since` on and return it. Runs in the caller's transaction.

    `replaces` is the list that was in force and `before` its rows; `after` are the edition's rows.
    A withdrawal gets no number and opens no range. Takes the policy number, stores a
    `PriorityChange` for each priority that differs, emits the event, and enqueues the matching.
    """
    if edition.kind == Edition.Kind.LIST:
        last = Edition.objects.filter(province_id=edition.province_id).aggregate(n=Max("number"))
        edition.number = (last["n"] or 0) + 1
        edition.in_force = DateTimeTZRange(since, None)
    edition.state = Edition.State.PUBLISHED
    # Not `since`, which the seeds date back: this is the instant of our own publication.
    edition.published_at = timezone.now()
    edition.affected_sectors = affected_sectors(before, after)
    # The counter row stays locked until the commit: only writes that carry the number follow.
    edition.policy = counters.take("policy")
    edition.save()
    rows = Priority.objects.filter(edition__in=[item for item in (edition, replaces) if item])
    # By number, so that a key of both lists names its row in the new list.
    ids = dict(rows.order_by("edition__policy").values_list("key", "pk"))
    PriorityChange.objects.bulk_create(derive_changes(edition, ids, since, before, after))
    _emit_event(edition, replaces, since, compare_rows(before, after), _sectors(before, after))
    security_log.record(SecurityEvent.Kind.EDITION_PUBLISHED, subject=f"edition:{edition.pk}")
    enqueue(LISTS_CHANGED)
    return edition


def affected_sectors(before: Rows, after: Rows) -> list[str]:
    """The sectors whose entries the change of rows can affect, or '*' alone: all of the province.

    A province that gets or loses its list changes from neutral or back for every sector. A
    priority without targets is shown beside every entry.
    """
    keys = compare_rows(before, after).keys
    rows = [row for row in (*before, *after) if row.key in keys]
    # '*' and not the list of all sectors: a sector that is added later is affected as well.
    if not before or not after or not all(row.targets for row in rows):
        return [WHOLE_PROVINCE]
    return _sectors(before, after)


def derive_changes(
    edition: Edition, ids: Mapping[str, int], at: dt.datetime, before: Rows, after: Rows
) -> Iterator[PriorityChange]:
    """The history that the publication adds, not saved: a change for each priority that differs.

    `ids`: key -> id of its `Priority`, in the new list or else in the one before.
    """
    old, new = ({row.key: row for row in rows} for rows in (before, after))
    for key in sorted(compare_rows(before, after).keys):
        was, now = old.get(key), new.get(key)
        dated = date_change(was, now, at)
        yield PriorityChange(
            edition=edition,
            priority_id=ids[key],
            kind=_kind(edition, was, now),
            stage_before=was.stage if was and now else None,
            at=at,
            on=dated.on,
            precision=dated.precision,
            policy=edition.policy or 0,
            key=key,
        )


def _kind(
    edition: Edition, before: PriorityRow | None, after: PriorityRow | None
) -> PriorityChange.Kind:
    kinds = PriorityChange.Kind
    if before is None:
        return kinds.PUBLISHED
    if after is None:
        return kinds.REMOVED if edition.kind == Edition.Kind.LIST else kinds.WITHDRAWN
    return kinds.MOVED if before.stage != after.stage else kinds.REVISED


def _sectors(before: Rows, after: Rows) -> list[str]:
    keys = compare_rows(before, after).keys
    return sorted({code for row in (*before, *after) if row.key in keys for code in row.targets})


def _emit_event(
    edition: Edition,
    replaces: Edition | None,
    since: dt.datetime,
    diff: Diff,
    sectors: Sequence[str],
) -> None:
    # The whole diff is in the event: a subscriber needs no request to act on it.
    data = {"province": edition.province_id, "policy": edition.policy, "diff": diff.as_json()}
    if edition.kind == Edition.Kind.LIST:
        event = PRIORITIES_PUBLISHED
        data |= {"edition": edition.number, "coverage": edition.coverage}
        data |= {"in_force_from": since.isoformat()}
    else:
        event = PRIORITIES_WITHDRAWN
        data |= {"edition": replaces.number if replaces else None, "reason": edition.reason}
    outbox.emit(
        type=event.name,
        source=f"edition:{edition.pk}",
        version=1,
        topics=[f"province:{edition.province_id}", *(f"sector:{code}" for code in sectors)],
        data=data,
    )
