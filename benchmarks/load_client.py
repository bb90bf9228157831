"""`python -m benchmarks.load_client`: clients that ask one address each, as fast as it answers.

A process of its own on bare sockets with `select`: on two cores a client of a library would take
as much time as the server that it measures. It reads the requests as lines of JSON and writes for
each a line with the number of answers and their seconds.
"""

import json
import selectors
import socket
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass
class _Client:
    """One connection, which sends the request again as soon as it is answered."""

    address: tuple[str, int]
    request: bytes
    sent_at: float = 0.0
    buffer: bytearray = field(default_factory=bytearray)
    connection: socket.socket = field(init=False)

    def __post_init__(self) -> None:
        self.connect()

    def connect(self) -> None:
        self.connection = socket.create_connection(self.address, timeout=60)
        self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def send(self) -> None:
        self.buffer.clear()
        self.sent_at = time.perf_counter()
        self.connection.sendall(self.request)

    def read(self) -> bool | None:
        """Is the answer complete? None where the server has closed the connection."""
        piece = self.connection.recv(1 << 18)
        if not piece:
            return None
        self.buffer += piece
        head, separator, body = self.buffer.partition(b"\r\n\r\n")
        if not separator:
            return False
        if b" 200 " not in head[:16]:
            raise RuntimeError(bytes(self.buffer[:500]).decode(errors="replace"))
        _, _, rest = head.lower().partition(b"content-length:")
        return len(body) >= int(rest.split(b"\r\n", 1)[0])


def ask(address: tuple[str, int], request: bytes, clients: int, seconds: float) -> list[float]:
    """The seconds that each answer took."""
    waiting = selectors.DefaultSelector()
    took: list[float] = []
    end = time.perf_counter() + seconds
    for _ in range(clients):
        one = _Client(address, request)
        waiting.register(one.connection, selectors.EVENT_READ, one)
        one.send()
    while waiting.get_map():
        for client in _ready(waiting):
            complete = client.read()
            if complete is False:
                continue
            if complete:
                took.append(time.perf_counter() - client.sent_at)
            waiting_on = client.connection
            if complete is None or time.perf_counter() >= end:
                waiting.unregister(waiting_on)
                waiting_on.close()
            if time.perf_counter() < end:
                if complete is None:
                    # A process of the server was restarted: it closes what it holds.
                    client.connect()
                    waiting.register(client.connection, selectors.EVENT_READ, client)
                client.send()
    return took


def _ready(waiting: selectors.BaseSelector) -> Iterator[_Client]:
    found = waiting.select(timeout=60)
    if not found:
        raise TimeoutError("no answer within a minute")
    for key, _ in found:
        yield key.data


def main() -> None:
    for line in sys.stdin:
        asked = json.loads(line)
        address = (asked["host"], asked["port"])
        took = ask(address, asked["request"].encode(), asked["clients"], asked["seconds"])
        print(json.dumps(took), flush=True)


if __name__ == "__main__":
    main()
