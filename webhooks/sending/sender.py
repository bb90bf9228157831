"""Send many POST requests at once in a thread of its own.

The thread keeps the deadlines exact while the main thread waits for the database.
"""

import selectors
import socket
import threading
import time
from collections import deque
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Generic, TypeVar

import pycurl

from webhooks.sending.transport import ADDRESS_REFUSED, Exchange, Limits

Reference = TypeVar("Reference")
_EVENTS = {
    pycurl.POLL_IN: selectors.EVENT_READ,
    pycurl.POLL_OUT: selectors.EVENT_WRITE,
    pycurl.POLL_INOUT: selectors.EVENT_READ | selectors.EVENT_WRITE,
}
_MAX_IDLE_CONNECTIONS = 256


@dataclass(frozen=True)
class PostRequest(Generic[Reference]):
    """A request to send. The caller's `reference` is returned with the reply."""

    reference: Reference
    url: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class PostReply(Generic[Reference]):
    """The reply to the request with this `reference`; for the fields see `SendOutcome`."""

    reference: Reference
    status: int
    ms: int
    error: str
    body: str
    retry_after: str | None


class Sender(threading.Thread, Generic[Reference]):
    """Sends the requests given to `send`; `take_replies` returns the replies.

    The socket `results_ready` is readable when there are replies. All calls of curl are made in
    this thread, because a multi handle may not be shared between threads.
    """

    def __init__(self, limits: Limits) -> None:
        super().__init__(name="webhook-sender", daemon=True)
        self._limits = limits
        self._queued: deque[PostRequest[Reference]] = deque()
        self._replies: deque[PostReply[Reference]] = deque()
        self._wake_writer, self._wake_reader = socket.socketpair()
        self.results_ready, self._results_signal = socket.socketpair()
        for end in (self._wake_writer, self._wake_reader, self.results_ready, self._results_signal):
            end.setblocking(False)
        self._stopping = False

    def send(self, posts: Iterable[PostRequest[Reference]]) -> None:
        """Queue requests; the thread starts them at once."""
        self._queued.extend(posts)
        _signal_peer(self._wake_writer)

    def take_replies(self) -> list[PostReply[Reference]]:
        """Return the replies since the last call."""
        _drain(self.results_ready)
        found = []
        while self._replies:
            found.append(self._replies.popleft())
        return found

    def stop(self) -> None:
        """End the thread; requests in flight are dropped."""
        self._stopping = True
        _signal_peer(self._wake_writer)
        if self.is_alive():
            self.join(timeout=5)
        for end in (self._wake_writer, self._wake_reader, self.results_ready, self._results_signal):
            end.close()

    def run(self) -> None:
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._wake_reader, selectors.EVENT_READ)
        self._due: float | None = None
        self._idle: list[Exchange] = []
        self._in_flight: dict[pycurl.Curl, tuple[Exchange, PostRequest[Reference]]] = {}
        self._watched: set[int] = set()
        self._multi = pycurl.CurlMulti()
        self._multi.setopt(pycurl.M_SOCKETFUNCTION, self._watch)
        self._multi.setopt(pycurl.M_TIMERFUNCTION, self._set_timer)
        self._multi.setopt(pycurl.M_MAXCONNECTS, _MAX_IDLE_CONNECTIONS)
        try:
            while not self._stopping:
                self._run_once()
        finally:
            self._close_handles()

    def _run_once(self) -> None:
        wait = None if self._due is None else max(self._due - time.monotonic(), 0)
        for key, mask in self._selector.select(wait):
            if key.fileobj is self._wake_reader:
                _drain(self._wake_reader)
            else:
                self._multi.socket_action(key.fd, _curl_events(mask))
        while self._queued:
            self._start_request(self._queued.popleft())
        if self._due is not None and self._due <= time.monotonic():
            self._due = None
            self._multi.socket_action(pycurl.SOCKET_TIMEOUT, 0)
        self._collect()
        if self._replies:
            # Once a round, not once a reply: each system call releases the interpreter lock.
            _signal_peer(self._results_signal)

    def _close_handles(self) -> None:
        for handle, (exchange, _) in self._in_flight.items():
            self._multi.remove_handle(handle)
            self._idle.append(exchange)
        for exchange in self._idle:
            exchange.release()
            exchange.handle.close()
        self._multi.close()
        self._selector.close()

    def _start_request(self, post: PostRequest[Reference]) -> None:
        exchange = self._idle.pop() if self._idle else Exchange(self._limits)
        try:
            exchange.prepare(post.url, post.headers, post.body)
            self._multi.add_handle(exchange.handle)
        except (pycurl.error, UnicodeError, ValueError):
            self._idle.append(exchange)
            self._replies.append(PostReply(post.reference, 0, 0, "protocol", "", None))
            return
        self._in_flight[exchange.handle] = (exchange, post)

    def _collect(self) -> None:
        while True:
            left, fine, failed = self._multi.info_read()
            for handle in fine:
                self._finish_request(handle, pycurl.E_OK, "")
            for handle, code, text in failed:
                self._finish_request(handle, code, text)
            if not left:
                return

    def _finish_request(self, handle: pycurl.Curl, code: int, text: str) -> None:
        self._multi.remove_handle(handle)
        exchange, post = self._in_flight.pop(handle)
        exchange.release()
        error = exchange.error(code, text)
        self._replies.append(
            PostReply(
                post.reference,
                exchange.status,
                # How long a name took to resolve would tell whether it exists in our network.
                0 if error == ADDRESS_REFUSED else exchange.ms,
                error,
                exchange.body,
                exchange.retry_after,
            )
        )
        self._idle.append(exchange)

    def _set_timer(self, ms: int) -> None:
        self._due = None if ms < 0 else time.monotonic() + ms / 1000

    def _watch(self, event: int, fd: int, multi: object, data: object) -> None:
        if event == pycurl.POLL_REMOVE:
            if fd in self._watched:
                self._watched.remove(fd)
                self._selector.unregister(fd)
        elif fd in self._watched:
            self._selector.modify(fd, _EVENTS[event])
        else:
            self._watched.add(fd)
            self._selector.register(fd, _EVENTS[event])


def _curl_events(mask: int) -> int:
    found = 0
    if mask & selectors.EVENT_READ:
        found |= pycurl.CSELECT_IN
    if mask & selectors.EVENT_WRITE:
        found |= pycurl.CSELECT_OUT
    return found


def _signal_peer(end: socket.socket) -> None:
    with suppress(BlockingIOError):  # the buffer is full: the peer has been signalled already
        end.send(b"\0")


def _drain(end: socket.socket) -> None:
    with suppress(BlockingIOError):
        while end.recv(4096):
            pass
