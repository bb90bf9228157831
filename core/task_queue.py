"""Enqueue tasks after the commit. A lost message only delays work: the sweep finds the row."""

import os
import time
from dataclasses import dataclass
from functools import cache

from celery import current_app
from django.db import transaction
from kombu.pools import ProducerPool
from prometheus_client import Counter

from core.monitoring.circuit_breaker import CircuitBreaker
from core.monitoring.registry import REGISTRY

# With these a broker that takes connections and never answers costs a request a tenth of a second,
# and one whose address swallows packets too. It is tried once: a sweep is the second try.
_TIMEOUTS = {"socket_connect_timeout": 0.1, "socket_timeout": 0.1, "max_retries": 0}
_SLOW = 0.2  # seconds for a message: two such in a row, and the broker counts as failed
# As many as gunicorn has threads: none waits for a connection.
_CONNECTIONS = 16
_UNSENT = Counter(
    "ronghe_messages_unsent",
    "Messages to workers that were not sent because the broker failed; sweeps find the rows.",
    registry=REGISTRY,
)


@dataclass
class BrokerBreaker(CircuitBreaker):
    """Begins when the broker is slow, too."""

    warning: str = "messages are not sent; sweeps find the rows"
    _was_slow: bool = False

    def record_sent(self, task: str, seconds: float) -> None:
        """A message was sent. One that took long may be the first, which connects."""
        slow = seconds > _SLOW
        if slow and self._was_slow:
            self.open(task=task, fault=f"the broker took {seconds:.2f} s")
        self._was_slow = slow


breaker = BrokerBreaker()


def enqueue(task: str, *keys: str) -> None:
    """Send the task with its keys once the caller's transaction is committed.

    Nothing that the broker does is raised or waited for, but for two tenths of a second every five
    seconds: the caller's change is committed already, and a sweep finds it.
    """
    # Robust: an error here must not stop the other callbacks of the commit.
    transaction.on_commit(lambda: _send(task, keys), robust=True)


def _send(task: str, keys: tuple[str, ...]) -> None:
    if breaker.is_open():
        _UNSENT.inc()
        return
    start = time.monotonic()
    try:
        with _producers(os.getpid(), current_app.conf.broker_write_url).acquire(
            block=True, timeout=_TIMEOUTS["socket_timeout"]
        ) as producer:
            current_app.send_task(task, keys, retry=False, producer=producer)
    except Exception as fault:  # brokers raise errors of many unrelated classes
        _UNSENT.inc()
        breaker.open(task=task, fault=repr(fault))
        return
    breaker.record_sent(task, time.monotonic() - start)


@cache
def _producers(process: int, url: str) -> ProducerPool:
    """The connections on which this process sends: a worker's children must not share their
    parent's. They are not Celery's own, whose timeouts a worker needs.
    """
    options = current_app.conf.broker_transport_options | _TIMEOUTS
    connection = current_app.connection(url, transport_options=options)
    return ProducerPool(connection.Pool(_CONNECTIONS), limit=_CONNECTIONS)
