"""The loop of a sender: claim, send outside any transaction, record each send as it ends."""

import selectors
import threading
import time
from contextlib import suppress

import structlog
from django.conf import settings
from django.db import InterfaceError, OperationalError, connection

from webhooks.sending import attempts, claiming, holding
from webhooks.sending.attempts import Ended
from webhooks.sending.claiming import Claim
from webhooks.sending.housekeeping import Housekeeping
from webhooks.sending.listener import Listener
from webhooks.sending.outcome import Outcome
from webhooks.sending.request_builder import RequestBuilder
from webhooks.sending.sender import Reply, Sender
from webhooks.sending.sender_settings import SenderSettings
from webhooks.sending.transport import Limits

_SHORTEST_WAIT = 0.01
_FIRST_PAUSE, _LAST_PAUSE = 0.2, 3.0
_GRACE = 1.0
log = structlog.get_logger(__name__)


class DeliveryWorker:
    """One sender. Any number run beside each other; each may be killed at any time."""

    def __init__(self, settings_: SenderSettings) -> None:
        self.settings_ = settings_
        self._leave = threading.Event()
        self._loader = RequestBuilder()
        self._under_way: set[int] = set()
        self._unrecorded: list[Ended] = []
        self._unsigned: list[Claim] = []
        self._listener = Listener() if settings_.listen else None
        self._sender: Sender[Claim] = Sender(
            Limits(settings_.deadline, settings_.connect, settings.WEBHOOK_ALLOW_LOOPBACK)
        )
        self._pause = 0.0
        self._has_retried = False

    def stop(self) -> None:
        """Ask the loop to end: it claims no more, and leaves when what it sends is recorded."""
        self._leave.set()

    def run(self) -> None:
        """Until `stop`; a database that is away is waited for."""
        housekeeping = Housekeeping(self.settings_.sweep)
        self._sender.start()
        housekeeping.start()
        log.info("delivering", parallel=self.settings_.parallel, lease=self.settings_.lease)
        try:
            while not self._leave.is_set():
                if not self._sender.is_alive():
                    raise RuntimeError("the sending thread has ended")
                self._wait(self._turn())
            self._finish()
        finally:
            housekeeping.stop()
            self._sender.stop()
            if self._listener:
                self._listener.close()

    def _turn(self) -> float:
        """Record what has ended, claim what is due; seconds to wait."""
        try:
            if not self._has_retried:
                holding.retry_now()
                self._has_retried = True
            self._record()
            wait = self._claim()
        except (OperationalError, InterfaceError) as fault:
            return self._database_is_away(fault)
        self._pause = 0.0
        return wait

    def _claim(self) -> float:
        room = self.settings_.parallel - len(self._under_way)
        if room <= 0:
            return self.settings_.poll
        claims = claiming.claim(room, self.settings_.lease)
        if claims:
            posts = self._loader.posts(claims)
            self._sender.send(posts)
            sent = {post.ticket.delivery for post in posts}
            self._under_way |= sent
            self._unsigned += [one for one in claims if one.delivery not in sent]
            return 0.0
        wait = claiming.seconds_until_next()
        return (
            self.settings_.poll
            if wait is None
            else min(max(wait, _SHORTEST_WAIT), self.settings_.poll)
        )

    def _record(self) -> None:
        """What cannot be recorded now is kept: it may come too late to count, never unlogged."""
        for reply in self._sender.ended():
            self._under_way.discard(reply.ticket.delivery)
            self._unrecorded.append(_ended(reply))
        if self._unrecorded:
            attempts.record(self._unrecorded)
            self._unrecorded = []
        if self._unsigned:
            holding.hold(self._unsigned)
            self._unsigned = []

    def _wait(self, seconds: float) -> None:
        """Until a send ends, an event is told, or the time is over."""
        with selectors.DefaultSelector() as selector:
            selector.register(self._sender.bell, selectors.EVENT_READ)
            if self._listener and (ear := self._listener.fileno()) is not None:
                selector.register(ear, selectors.EVENT_READ)
            selector.select(seconds)
        if self._listener:
            self._listener.drain()

    def _database_is_away(self, fault: Exception) -> float:
        if not self._pause:
            log.warning("the database is away", fault=repr(fault))
        with suppress(Exception):
            connection.close()
        self._pause = min(max(self._pause * 2, _FIRST_PAUSE), _LAST_PAUSE)
        self._leave.wait(self._pause)
        return 0.0

    def _finish(self) -> None:
        """Give what is under way the time that it may still take."""
        end = time.monotonic() + self.settings_.deadline + _GRACE
        while (self._under_way or self._unrecorded or self._unsigned) and time.monotonic() < end:
            try:
                self._record()
            except (OperationalError, InterfaceError) as fault:
                self._database_is_away(fault)
            self._wait(0.1)


def _ended(reply: Reply[Claim]) -> Ended:
    outcome = Outcome(
        started_at=reply.ticket.claimed_at,
        ms=reply.ms,
        status=reply.status,
        error=reply.error,
        body=reply.body,
        retry_after=reply.retry_after,
    )
    return Ended(reply.ticket, outcome)
