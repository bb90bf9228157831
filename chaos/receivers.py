"""C11, C14, C15: receivers that drip, redirect, and change what their name means."""

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from chaos.scene import Finding, Scene
from harness.receiver import Answer, Receiver, Rule
from webhooks.sending.sender import PostReply, PostRequest, Sender
from webhooks.sending.transport import ADDRESS_REFUSED, Limits


def slow(scene: Scene) -> Finding:
    """C11: headers, a body and a TLS handshake that drip hold no send beyond its deadline."""
    deadline = scene.some(20, 2)
    with (
        _server(_drip_headers) as headers,
        _server(_drip_body) as body,
        _server(_drip_nothing) as tls,
    ):
        urls = [
            f"http://127.0.0.1:{headers}/",
            f"http://127.0.0.1:{body}/",
            f"https://127.0.0.1:{tls}/",
        ]
        replies = _send(urls, Limits(deadline, 5, loopback=True), deadline + 5)
    held = max(one.ms for one in replies) / 1000
    figures = {
        "deadline_s": deadline,
        "held_max_s": round(held, 2),
        "classes": sorted({one.error for one in replies}),
    }
    passed = held <= deadline + 1 and all(one.error == "timeout" for one in replies)
    return Finding("C11 slow receivers", "held <= deadline + 1 s", passed, figures)


def _always(answer: Answer) -> Rule:
    return lambda _: answer


def redirecting(scene: Scene) -> Finding:
    """C14: redirects (301, 302, 303, 307, 308) to this machine and to a cloud's metadata."""
    with Receiver() as receiver:
        urls = []
        for status in (301, 302, 303, 307, 308):
            for n, target in enumerate(
                (f"{receiver.url}/inside", "http://169.254.169.254/latest/")
            ):
                path = f"/{status}/{n}"
                receiver.rules[path] = _always(Answer(status, headers=(("Location", target),)))
                urls.append(receiver.url + path)
        replies = _send(urls, Limits(5, 2, loopback=True), 10)
        inside = len(receiver.at("/inside"))
    figures = {"redirects": len(replies), "at_target": inside}
    passed = not inside and all(300 <= one.status < 400 for one in replies)
    return Finding("C14 redirects", "requests at target 0", passed, figures)


def rebinding(scene: Scene) -> Finding:
    """C15: a name that was public when it was saved resolves to this machine at the send."""
    tries = scene.some(1000, 100)
    with Receiver() as receiver:
        # A hostile resolver answers with this machine. A real endpoint would use port 443; no
        # socket may be opened at any port.
        names = ["localhost", "127.0.0.1", "[::1]", "[::ffff:127.0.0.1]"]
        urls = [
            f"https://{names[n % len(names)]}:{receiver.port if n % 2 else 443}/x"
            for n in range(tries)
        ]
        replies = _send(urls, Limits(5, 2, loopback=False), 60)
        connections = len(receiver.requests) + len(receiver.open)
    refused = sum(one.error == ADDRESS_REFUSED for one in replies)
    figures = {"tries": len(replies), "refused": refused, "connections_inside": connections}
    return Finding(
        "C15 rebinding", "connections inside 0", not connections and refused == tries, figures
    )


def _send(urls: list[str], limits: Limits, seconds: float) -> list[PostReply[int]]:
    sender: Sender[int] = Sender(limits)
    sender.start()
    replies: list[PostReply[int]] = []
    end = time.monotonic() + seconds
    for first in range(0, len(urls), 50):
        some = urls[first : first + 50]
        sender.send(PostRequest(first + n, url, {}, b"{}") for n, url in enumerate(some))
        while len(replies) < first + len(some) and time.monotonic() < end:
            replies += sender.take_replies()
            time.sleep(0.01)
    sender.stop()
    return replies


@contextmanager
def _server(behave: Callable[[socket.socket, threading.Event], None]) -> Iterator[int]:
    """A server on a free port that treats each connection with `behave`; its port."""
    over = threading.Event()
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(8)
        listener.settimeout(0.2)
        thread = threading.Thread(target=_serve, args=(listener, behave, over), daemon=True)
        thread.start()
        yield listener.getsockname()[1]
        over.set()
        thread.join(5)


def _serve(
    listener: socket.socket,
    behave: Callable[[socket.socket, threading.Event], None],
    over: threading.Event,
) -> None:
    while not over.is_set():
        with suppress(TimeoutError):
            connection, _ = listener.accept()
            with connection, suppress(OSError, ssl.SSLError):
                behave(connection, over)


def _drip(connection: socket.socket, over: threading.Event, text: bytes) -> None:
    while not over.wait(0.3):
        connection.sendall(text)


def _drip_headers(connection: socket.socket, over: threading.Event) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\n")
    _drip(connection, over, b"X-Slow: yes\r\n")


def _drip_body(connection: socket.socket, over: threading.Event) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 10000\r\n\r\n")
    _drip(connection, over, b".")


def _drip_nothing(connection: socket.socket, over: threading.Event) -> None:
    over.wait(60)
