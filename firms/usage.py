"""The counts of answers to each key: by day in China and group of addresses.

A request must not pay for a write, so a process counts in its memory and writes the sums a few
times a second, outside of any request. A process that is killed loses the counts of that fraction
of a second; one that ends writes them first.
"""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime

import structlog
from django.db import connection
from django.utils import timezone

from core.clock import today
from firms.models import Firm, KeyUsage

INTERVAL = 0.2  # seconds from one writing to the next
_SILENCE = 60.0  # seconds from one warning to the next
# In the order of the unique constraint, so that two processes never wait for each other. A key that
# was deleted meanwhile is left out.
_ADD = """
INSERT INTO firms_keyusage (key_id, day, "group", requests, refused, last_at)
SELECT new.key_id, new.day, new.name, new.requests, new.refused, new.last_at
FROM unnest(%s::bigint[], %s::date[], %s::text[], %s::bigint[], %s::bigint[], %s::timestamptz[])
    AS new (key_id, day, name, requests, refused, last_at)
JOIN firms_apikey ON firms_apikey.id = new.key_id
ORDER BY new.key_id, new.day, new.name
ON CONFLICT (key_id, day, "group") DO UPDATE SET
    requests = firms_keyusage.requests + excluded.requests,
    refused = firms_keyusage.refused + excluded.refused,
    last_at = GREATEST(firms_keyusage.last_at, excluded.last_at)
"""
log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class UsageKey:
    """What a count belongs to."""

    key: int
    day: date
    group: str


@dataclass(frozen=True)
class Usage:
    """The answers, those of them with a status of 400 or more, and the time of the newest."""

    requests: int
    refused: int
    last_at: datetime

    def __add__(self, other: "Usage") -> "Usage":
        return Usage(
            self.requests + other.requests,
            self.refused + other.refused,
            max(self.last_at, other.last_at),
        )


Counts = dict[UsageKey, Usage]


@dataclass
class UsageCounter:
    """The counts of this process that are not written yet."""

    _pending: Counts = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    # Held while counts are neither in memory nor committed: whoever adds both up waits for it.
    _writing: threading.RLock = field(default_factory=threading.RLock)

    def count(self, *, key: int, group: str, refused: bool) -> None:
        """Count an answer to the key."""
        self._add({UsageKey(key, today(), group): Usage(1, int(refused), timezone.now())})

    def flush(self) -> int:
        """Write the counts and return how many rows they took; on an error they are kept."""
        with self._writing:
            with self._lock:
                batch, self._pending = self._pending, {}
            if not batch:
                return 0
            try:
                _write(batch)
            except BaseException:
                self._add(batch)
                raise
        return len(batch)

    def clear(self) -> None:
        """Forget the counts that are not written."""
        with self._lock:
            self._pending = {}

    @contextmanager
    def held(self) -> Iterator[Counts]:
        """The counts that are not written, while nothing is written."""
        with self._writing:
            with self._lock:
                counts = dict(self._pending)
            yield counts

    def _add(self, counts: Counts) -> None:
        with self._lock:
            for name, usage in counts.items():
                before = self._pending.get(name)
                self._pending[name] = usage if before is None else before + usage


counter = UsageCounter()


class UsageWriter:
    """A thread that writes the counts of this process."""

    def __init__(self, interval: float = INTERVAL) -> None:
        self._interval = interval
        self._ended = threading.Event()
        self._silent_until = float("-inf")
        self._thread = threading.Thread(target=self._run, name="usage", daemon=True)

    def start(self) -> None:
        """Start the thread; only after the process has forked."""
        _running.append(self)
        self._thread.start()

    def stop(self) -> None:
        """Write what is counted, and end the thread."""
        self._ended.set()
        self._thread.join(timeout=5)
        self._write()
        _running.remove(self)

    def _run(self) -> None:
        while not self._ended.wait(self._interval):
            self._write()

    def _write(self) -> None:
        try:
            # A list, not a generator: each is written, whatever the first one had.
            if any([counter.flush(), *(flush() for flush in _others)]):
                # The pool's connections are for requests: none is held between two writings.
                connection.close()
        except Exception as fault:  # whatever it is, the counts are kept and written later
            connection.close()
            if time.monotonic() >= self._silent_until:
                self._silent_until = time.monotonic() + _SILENCE
                log.warning("the counts of usage cannot be written yet", fault=repr(fault))


_running: list[UsageWriter] = []
_others: list[Callable[[], int]] = []


def also_write(flush: Callable[[], int]) -> None:
    """Let the thread write other counts as well: `flush` writes what was counted and returns how
    many rows that took; it is called several times a second.
    """
    _others.append(flush)


def other_processes_write_within() -> float:
    """Return the seconds after which the other processes of the service have written what they
    have counted by now; 0 where this process writes by no thread, and so serves nobody.
    """
    # Twice the interval, and a margin for the writing itself.
    return 2 * INTERVAL + 0.1 if _running else 0.0


def usage_of(firm: Firm, *, since: date, until: date, prefix: str = "") -> list[KeyUsage]:
    """Return the counts of the firm's keys from `since` to `until`, both included, ordered by day,
    key and group; of one key with `prefix`. They include what this process has not written yet.
    """
    with counter.held() as pending:
        keys = {key.pk: key for key in firm.keys.all() if prefix in ("", key.prefix)}
        stored = KeyUsage.objects.filter(key__in=list(keys), day__range=(since, until))
        found: Counts = {
            UsageKey(row.key_id, row.day, row.group): Usage(row.requests, row.refused, row.last_at)
            for row in stored
        }
    for name, usage in pending.items():
        if name.key in keys and since <= name.day <= until:
            found[name] = found[name] + usage if name in found else usage
    rows = [
        KeyUsage(
            key=keys[name.key],
            day=name.day,
            group=name.group,
            requests=usage.requests,
            refused=usage.refused,
            last_at=usage.last_at,
        )
        for name, usage in found.items()
    ]
    return sorted(rows, key=lambda row: (row.day, row.key.prefix, row.group))


def _write(counts: Counts) -> None:
    rows: Sequence[tuple[UsageKey, Usage]] = list(counts.items())
    with connection.cursor() as cursor:
        cursor.execute(
            _ADD,
            [
                [name.key for name, _ in rows],
                [name.day for name, _ in rows],
                [name.group for name, _ in rows],
                [usage.requests for _, usage in rows],
                [usage.refused for _, usage in rows],
                [usage.last_at for _, usage in rows],
            ],
        )
