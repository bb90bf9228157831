"""The loop of a sender: claim, send outside any transaction, record each finished send."""

import selectors
import threading
import time
from collections.abc import Sequence
from contextlib import suppress

import structlog
from django.conf import settings
from django.db import InterfaceError, OperationalError, connection

from webhooks.sending import holding
from webhooks.sending.attempts import FinishedSend, record_attempts
from webhooks.sending.claims import Claim, claim_due_deliveries, seconds_until_next
from webhooks.sending.housekeeping import Housekeeping
from webhooks.sending.listener import Listener
from webhooks.sending.request_builder import RequestBuilder
from webhooks.sending.send_outcome import SendOutcome
from webhooks.sending.sender import PostReply, Sender
from webhooks.sending.sender_settings import SenderSettings
from webhooks.sending.transport import Limits

_MIN_WAIT = 0.01
_MIN_DATABASE_PAUSE, _MAX_DATABASE_PAUSE = 0.2, 3.0
_STOP_GRACE = 1.0
log = structlog.get_logger(__name__)


class DeliveryWorker:
    """A sender. Any number may run side by side, and each may be killed at any time."""

    def __init__(self, sender_settings: SenderSettings) -> None:
        self.settings = sender_settings
        self._stopping = threading.Event()
        self._request_builder = RequestBuilder()
        self._in_flight: set[int] = set()
        self._unrecorded: list[FinishedSend] = []
        self._unsigned: list[Claim] = []
        self._listener = Listener() if sender_settings.listen else None
        self._sender: Sender[Claim] = Sender(
            Limits(
                sender_settings.deadline, sender_settings.connect, settings.WEBHOOK_ALLOW_LOOPBACK
            )
        )
        self._database_pause = 0.0
        self._has_retried_held = False

    def stop(self) -> None:
        """Stop claiming; `run` returns when the sends in flight are recorded."""
        self._stopping.set()

    def run(self) -> None:
        """Send until `stop` is called. While the database is unreachable, wait for it."""
        housekeeping = Housekeeping(self.settings.sweep)
        self._sender.start()
        housekeeping.start()
        log.info("delivering", parallel=self.settings.parallel, lease=self.settings.lease)
        try:
            while not self._stopping.is_set():
                if not self._sender.is_alive():
                    raise RuntimeError("the sending thread has ended")
                self._wait(self._run_once())
            self._finish()
        finally:
            housekeeping.stop()
            self._sender.stop()
            if self._listener:
                self._listener.close()

    def _run_once(self) -> float:
        """Record finished sends and claim due deliveries; return the seconds to wait."""
        try:
            if not self._has_retried_held:
                holding.retry_held_endpoints()
                self._has_retried_held = True
            self._record_finished()
            wait = self._claim_and_send()
        except (OperationalError, InterfaceError) as fault:
            return self._wait_for_database(fault)
        self._database_pause = 0.0
        return wait

    def _claim_and_send(self) -> float:
        room = self.settings.parallel - len(self._in_flight)
        if room <= 0:
            return self.settings.poll
        claims = claim_due_deliveries(room, self.settings.lease)
        if claims:
            post_requests = self._request_builder.build_requests(claims)
            self._sender.send(post_requests)
            sent = {post.reference.delivery for post in post_requests}
            self._in_flight |= sent
            self._unsigned += [one for one in claims if one.delivery not in sent]
            return 0.0
        wait = seconds_until_next()
        return self.settings.poll if wait is None else min(max(wait, _MIN_WAIT), self.settings.poll)

    def _record_finished(self) -> None:
        """Record finished sends. On a database error they stay queued for the next round.

        By then the lease may have expired; the attempt is still logged, as late.
        """
        for reply in self._sender.take_replies():
            self._in_flight.discard(reply.reference.delivery)
            self._unrecorded.append(_finished_send(reply))
        if self._unrecorded:
            record_attempts(self._unrecorded)
            self._log_sent(self._unrecorded)
            self._unrecorded = []
        if self._unsigned:
            holding.hold_unsigned(self._unsigned)
            self._unsigned = []

    def _log_sent(self, finished: Sequence[FinishedSend]) -> None:
        for send in finished:
            claim, outcome = send.claim, send.outcome
            log.info(
                "delivery sent",
                delivery=claim.delivery,
                endpoint=str(claim.endpoint),
                attempt=claim.number,
                delivered=outcome.delivered,
                status=outcome.status,
                duration_ms=outcome.ms,
                error=outcome.error,
                event_number=claim.event,
                **self._request_builder.describe_event(claim.event),
            )

    def _wait(self, seconds: float) -> None:
        """Wait until a send finishes, an event is notified, or `seconds` have passed."""
        with selectors.DefaultSelector() as selector:
            selector.register(self._sender.results_ready, selectors.EVENT_READ)
            if self._listener and (notifications := self._listener.fileno()) is not None:
                selector.register(notifications, selectors.EVENT_READ)
            selector.select(seconds)
        if self._listener:
            self._listener.drain()

    def _wait_for_database(self, fault: Exception) -> float:
        if not self._database_pause:
            log.warning("the database is unreachable", fault=repr(fault))
        with suppress(Exception):
            connection.close()
        self._database_pause = min(
            max(self._database_pause * 2, _MIN_DATABASE_PAUSE), _MAX_DATABASE_PAUSE
        )
        self._stopping.wait(self._database_pause)
        return 0.0

    def _finish(self) -> None:
        """Wait for the sends in flight, at most until their deadline, and record them."""
        end = time.monotonic() + self.settings.deadline + _STOP_GRACE
        while (self._in_flight or self._unrecorded or self._unsigned) and time.monotonic() < end:
            try:
                self._record_finished()
            except (OperationalError, InterfaceError) as fault:
                self._wait_for_database(fault)
            self._wait(0.1)


def _finished_send(reply: PostReply[Claim]) -> FinishedSend:
    outcome = SendOutcome(
        started_at=reply.reference.claimed_at,
        ms=reply.ms,
        status=reply.status,
        error=reply.error,
        body=reply.body,
        retry_after=reply.retry_after,
    )
    return FinishedSend(reply.reference, outcome)
