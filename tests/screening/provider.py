"""A match API on this machine that answers as it is told."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Results = Callable[[dict[str, Any]], list[dict[str, Any]]]


class Provider:
    """`results` gives those of a query; `asked` are the queries so far, `sent` the headers."""

    def __init__(self) -> None:
        self.version: str | None = "20261101"
        self.results: Results = lambda query: []
        self.status = 200
        self.raw: bytes | None = None
        self.drip = False
        self.asked: list[dict[str, Any]] = []
        self.sent: list[Any] = []
        self.url = ""

    def answer(self, body: dict[str, Any]) -> bytes:
        if self.raw is not None:
            return self.raw
        self.asked += body["queries"].values()
        responses = {
            key: {"status": 200, "results": self.results(query), "query": query}
            for key, query in body["queries"].items()
        }
        return json.dumps({"responses": responses, "limit": 5}).encode()

    def catalog(self) -> bytes:
        listed = {"name": "sanctions", "version": "later", "index_version": self.version}
        return json.dumps({"datasets": [listed], "current": ["sanctions"]}).encode()


def hit(caption: str, score: float, *, match: bool) -> dict[str, Any]:
    """A result of the provider."""
    return {
        "id": f"NK-{caption}",
        "caption": caption,
        "schema": "Company",
        "properties": {"name": [caption]},
        "datasets": ["a_list"],
        "score": score,
        "features": {},
        "match": match,
    }


@contextmanager
def running() -> Iterator[Provider]:
    provider = Provider()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._send(provider.catalog(), 200)

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            provider.sent.append((self.path, self.headers))
            self._send(provider.answer(body), provider.status)

        def _send(self, body: bytes, status: int) -> None:
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            pieces = [bytes([one]) for one in body] if provider.drip else [body]
            try:
                for piece in pieces:
                    self.wfile.write(piece)
                    if provider.drip:
                        time.sleep(0.05)
            except OSError:
                # The client hangs up on an answer that is too long or too slow.
                self.close_connection = True

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Keep the output of the tests clean."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    provider.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
