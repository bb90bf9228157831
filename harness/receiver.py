"""A webhook receiver on loopback that records its requests and answers them by rules."""

import asyncio
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType


@dataclass(frozen=True)
class Request:
    """A POST as it arrived; `at`: seconds since the epoch, by the clock of this machine."""

    path: str
    head: bytes
    body: bytes
    at: float

    @property
    def headers(self) -> dict[str, str]:
        lines = self.head.decode("latin-1").split("\r\n")[1:]
        parted = (line.partition(":") for line in lines)
        return {name.lower(): value.strip() for name, _, value in parted if name}

    @property
    def webhook_id(self) -> str:
        return self.headers["webhook-id"]


@dataclass(frozen=True)
class Answer:
    """`status` 0: never answer. `delay` in seconds."""

    status: int = 200
    delay: float = 0.0
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b"ok"


OK = Answer()
HANG = Answer(0)
Rule = Callable[[Request], Answer]


class Receiver:
    """A context manager. `rules` give the answer by path; a path without a rule gets 200."""

    def __init__(self, rules: dict[str, Rule] | None = None) -> None:
        self.rules = rules or {}
        self.requests: list[Request] = []
        self.in_flight: dict[str, int] = defaultdict(int)
        self.most_in_flight: dict[str, int] = defaultdict(int)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._ready = threading.Event()
        self.open: set[asyncio.Transport] = set()
        self.port = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> "Receiver":
        self._thread.start()
        self._ready.wait(10)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)

    def at(self, path: str) -> list[Request]:
        """The requests to this path."""
        return [request for request in self.requests if request.path == path]

    def ids(self) -> list[str]:
        return [request.webhook_id for request in self.requests]

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        server = self._loop.run_until_complete(
            self._loop.create_server(lambda: _Connection(self), "127.0.0.1", 0, backlog=1024)
        )
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        self._loop.run_forever()
        server.close()
        for transport in list(self.open):
            transport.abort()
        self._loop.run_until_complete(asyncio.sleep(0.01))
        self._loop.close()

    def answer(self, request: Request, connection: "_Connection") -> None:
        rule = self.rules.get(request.path)
        answer = rule(request) if rule else OK
        self.requests.append(request)
        self.in_flight[request.path] += 1
        now = self.in_flight[request.path]
        self.most_in_flight[request.path] = max(now, self.most_in_flight[request.path])
        if not answer.status:
            return
        if answer.delay:
            self._loop.call_later(answer.delay, connection.reply, request, answer)
        else:
            connection.reply(request, answer)


class _Connection(asyncio.Protocol):
    """HTTP/1.1 with Content-Length and keep-alive: as much as our sender uses."""

    def __init__(self, receiver: Receiver) -> None:
        self.receiver = receiver
        self.buffer = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self.waiting: list[Request] = []
        self.receiver.open.add(transport)

    def connection_lost(self, fault: Exception | None) -> None:
        self.receiver.open.discard(self.transport)
        for request in self.waiting:
            self.receiver.in_flight[request.path] -= 1
        self.waiting = []

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        head, blank, rest = self.buffer.partition(b"\r\n\r\n")
        if not blank:
            return
        mark = head.lower().find(b"content-length:")
        length = int(head[mark + 15 :].split(b"\r\n", 1)[0])
        if len(rest) < length:
            return
        self.buffer = rest[length:]
        path = head.split(b" ", 2)[1].decode()
        request = Request(path, head, rest[:length], time.time())
        self.waiting.append(request)
        self.receiver.answer(request, self)

    def reply(self, request: Request, answer: Answer) -> None:
        if request not in self.waiting:
            return
        self.waiting.remove(request)
        self.receiver.in_flight[request.path] -= 1
        lines = [f"HTTP/1.1 {answer.status} X", f"Content-Length: {len(answer.body)}"]
        lines += [f"{name}: {value}" for name, value in answer.headers]
        self.transport.write("\r\n".join(lines).encode() + b"\r\n\r\n" + answer.body)
