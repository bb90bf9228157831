"""Many POSTs at once, in a thread of their own: a slow database is no slow receiver."""

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

from webhooks.sending.transport import Exchange, Limits

Ticket = TypeVar("Ticket")
_EVENTS = {
    pycurl.POLL_IN: selectors.EVENT_READ,
    pycurl.POLL_OUT: selectors.EVENT_WRITE,
    pycurl.POLL_INOUT: selectors.EVENT_READ | selectors.EVENT_WRITE,
}
_KEPT_CONNECTIONS = 256


@dataclass(frozen=True)
class Post(Generic[Ticket]):
    """What to send where; the ticket comes back with the reply."""

    ticket: Ticket
    url: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class Reply(Generic[Ticket]):
    """How the POST with this ticket ended; see `webhooks.sending.outcome`."""

    ticket: Ticket
    status: int
    ms: int
    error: str
    body: str
    retry_after: str | None


class Sender(threading.Thread, Generic[Ticket]):
    """Give it posts with `send`, take what ended with `ended`; `bell` is readable when there is
    something to take. All of curl happens in this thread.
    """

    def __init__(self, limits: Limits) -> None:
        super().__init__(name="webhook-sender", daemon=True)
        self._limits = limits
        self._given: deque[Post[Ticket]] = deque()
        self._ended: deque[Reply[Ticket]] = deque()
        self._wake, self._woken = socket.socketpair()
        self.bell, self._ring = socket.socketpair()
        for end in (self._wake, self._woken, self.bell, self._ring):
            end.setblocking(False)
        self._leave = False

    def send(self, posts: Iterable[Post[Ticket]]) -> None:
        """Begin these at once."""
        self._given.extend(posts)
        _touch(self._wake)

    def ended(self) -> list[Reply[Ticket]]:
        """Take everything that ended since the last call."""
        _drain(self.bell)
        found = []
        while self._ended:
            found.append(self._ended.popleft())
        return found

    def stop(self) -> None:
        """End the thread; what is under way is dropped."""
        self._leave = True
        _touch(self._wake)
        if self.is_alive():
            self.join(timeout=5)
        for end in (self._wake, self._woken, self.bell, self._ring):
            end.close()

    def run(self) -> None:
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._woken, selectors.EVENT_READ)
        self._due: float | None = None
        self._idle: list[Exchange] = []
        self._under_way: dict[pycurl.Curl, tuple[Exchange, Post[Ticket]]] = {}
        self._watched: set[int] = set()
        self._multi = pycurl.CurlMulti()
        self._multi.setopt(pycurl.M_SOCKETFUNCTION, self._watch)
        self._multi.setopt(pycurl.M_TIMERFUNCTION, self._set_timer)
        self._multi.setopt(pycurl.M_MAXCONNECTS, _KEPT_CONNECTIONS)
        try:
            while not self._leave:
                self._turn()
        finally:
            self._let_go()

    def _turn(self) -> None:
        wait = None if self._due is None else max(self._due - time.monotonic(), 0)
        for key, mask in self._selector.select(wait):
            if key.fileobj is self._woken:
                _drain(self._woken)
            else:
                self._multi.socket_action(key.fd, _bits(mask))
        while self._given:
            self._begin(self._given.popleft())
        if self._due is not None and self._due <= time.monotonic():
            self._due = None
            self._multi.socket_action(pycurl.SOCKET_TIMEOUT, 0)
        self._collect()
        if self._ended:
            # Once a turn, not once a reply: each ring lets go of the interpreter.
            _touch(self._ring)

    def _let_go(self) -> None:
        for handle, (exchange, _) in self._under_way.items():
            self._multi.remove_handle(handle)
            self._idle.append(exchange)
        for exchange in self._idle:
            exchange.release()
            exchange.handle.close()
        self._multi.close()
        self._selector.close()

    def _begin(self, post: Post[Ticket]) -> None:
        exchange = self._idle.pop() if self._idle else Exchange(self._limits)
        try:
            exchange.prepare(post.url, post.headers, post.body)
            self._multi.add_handle(exchange.handle)
        except (pycurl.error, UnicodeError, ValueError):
            self._idle.append(exchange)
            self._ended.append(Reply(post.ticket, 0, 0, "protocol", "", None))
            return
        self._under_way[exchange.handle] = (exchange, post)

    def _collect(self) -> None:
        while True:
            left, fine, failed = self._multi.info_read()
            for handle in fine:
                self._end(handle, pycurl.E_OK, "")
            for handle, code, text in failed:
                self._end(handle, code, text)
            if not left:
                return

    def _end(self, handle: pycurl.Curl, code: int, text: str) -> None:
        self._multi.remove_handle(handle)
        exchange, post = self._under_way.pop(handle)
        exchange.release()
        error = exchange.error(code, text)
        self._ended.append(
            Reply(
                post.ticket,
                exchange.status,
                exchange.ms,
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


def _bits(mask: int) -> int:
    found = 0
    if mask & selectors.EVENT_READ:
        found |= pycurl.CSELECT_IN
    if mask & selectors.EVENT_WRITE:
        found |= pycurl.CSELECT_OUT
    return found


def _touch(end: socket.socket) -> None:
    with suppress(BlockingIOError):  # full: it has been told already
        end.send(b"\0")


def _drain(end: socket.socket) -> None:
    with suppress(BlockingIOError):
        while end.recv(4096):
            pass
