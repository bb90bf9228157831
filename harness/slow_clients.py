"""Clients that send a byte now and then, for as long as the block lasts."""

import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress

from harness.deployed import unverified

HEADERS = b"GET /livez HTTP/1.1\r\nHost: localhost\r\nX-Slow: "
BODY = (
    b"POST /v1/rank HTTP/1.1\r\nHost: localhost\r\nContent-Length: 900000\r\n"
    b"Content-Type: application/json\r\n\r\n{"
)
# What begins a TLS handshake and never ends it: a record of 512 bytes.
HANDSHAKE = b"\x16\x03\x01\x02\x00"


@contextmanager
def dripping(
    port: int, begins: bytes, count: int, *, tls: bool = True, source: str = "127.0.0.1"
) -> Iterator[None]:
    """Open `count` connections from the address `source`, begin each with `begins`, and go on byte
    by byte. One that the server ends is opened again.
    """
    ended = threading.Event()
    with ExitStack() as opened:
        clients = [_open(opened, port, begins, tls, source) for _ in range(count)]

        def go_on() -> None:
            while not ended.wait(1):
                for place, client in enumerate(clients):
                    try:
                        client.sendall(b"x")
                    except OSError:  # the proxy has let go of it, as it should
                        with suppress(OSError):
                            clients[place] = _open(opened, port, begins, tls, source)

        thread = threading.Thread(target=go_on, daemon=True)
        thread.start()
        try:
            yield
        finally:
            ended.set()
            thread.join(30)


def _open(opened: ExitStack, port: int, begins: bytes, tls: bool, source: str) -> socket.socket:
    client = opened.enter_context(
        socket.create_connection(("127.0.0.1", port), timeout=20, source_address=(source, 0))
    )
    if tls:
        client = opened.enter_context(unverified().wrap_socket(client))
    client.sendall(begins)
    return client
