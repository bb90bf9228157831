"""What gunicorn refuses before our code sees it is a problem document as well."""

import json
import socket
from typing import Any
from urllib.parse import urlsplit

import pytest

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def answer(address: str, request: str) -> tuple[int, dict[str, str], Any]:
    """Send a request as it stands; the status, the headers and the JSON of the answer."""
    host = urlsplit(address)
    with socket.create_connection((host.hostname, host.port), timeout=20) as connection:
        connection.sendall(request.encode())
        received = b""
        while piece := connection.recv(65_536):
            received += piece
    head, _, body = received.partition(b"\r\n\r\n")
    first, *lines = head.decode().split("\r\n")
    headers = dict(line.split(": ", 1) for line in lines)
    assert len(body) == int(headers["Content-Length"])
    return int(first.split()[1]), headers, json.loads(body)


def test_what_is_too_long_to_be_read(service):
    service.start_web()
    host = f"Host: {urlsplit(service.address).netloc}"
    for request, status, slug in (
        (f"GET /v1/partners?q={'x' * 5_000} HTTP/1.1\r\n{host}\r\n\r\n", 414, "address-too-long"),
        (
            f"GET /v1/partners HTTP/1.1\r\n{host}\r\nX-Long: {'x' * 9_000}\r\n\r\n",
            431,
            "header-too-large",
        ),
    ):
        found, headers, problem = answer(service.address, request)
        assert found == problem["status"] == status
        assert problem["type"] == f"/problems/{slug}"
        assert problem["suggestion"]
        assert headers["Content-Type"] == "application/problem+json"
        assert headers["Connection"] == "close"
    # Others are still answered.
    assert service.call("none", "GET", "/v1/me")[0] == 401
