"""One HTTP request to the provider, bounded in time and size.

The operator chooses the address, which may lie in a private network; no user can. So the address
is not checked as those of webhooks are. Redirects are not followed: they could lead elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping

import certifi
import pycurl

DEADLINE_SECONDS = 20.0
_CONNECT_SECONDS = 3.0
_MOST_BYTES = 4_000_000


class ScreeningUnavailable(Exception):
    """The provider gave no usable answer; the text says why, without the address."""


def fetch(url: str, headers: Mapping[str, str], body: bytes | None = None) -> bytes:
    """The body of a 200: of a POST with `body`, else of a GET. The deadline is for the whole
    exchange. Raises `ScreeningUnavailable`.
    """
    received = bytearray()

    def receive(chunk: bytes) -> int:
        received.extend(chunk)
        # curl ends the transfer when fewer bytes are consumed than given.
        return len(chunk) if len(received) <= _MOST_BYTES else 0

    curl = pycurl.Curl()
    try:
        curl.setopt(pycurl.URL, url)
        curl.setopt(pycurl.PROTOCOLS, pycurl.PROTO_HTTP | pycurl.PROTO_HTTPS)
        curl.setopt(pycurl.FOLLOWLOCATION, 0)
        # The environment's proxy is for other destinations.
        curl.setopt(pycurl.PROXY, "")
        curl.setopt(pycurl.NOSIGNAL, 1)
        curl.setopt(pycurl.CONNECTTIMEOUT_MS, int(_CONNECT_SECONDS * 1000))
        curl.setopt(pycurl.TIMEOUT_MS, int(DEADLINE_SECONDS * 1000))
        curl.setopt(pycurl.CAINFO, certifi.where())
        curl.setopt(pycurl.HTTPHEADER, [f"{name}: {value}" for name, value in headers.items()])
        curl.setopt(pycurl.WRITEFUNCTION, receive)
        if body is not None:
            curl.setopt(pycurl.POSTFIELDS, body)
        curl.perform()
        status = curl.getinfo(pycurl.RESPONSE_CODE)
    except pycurl.error as error:
        raise ScreeningUnavailable(_fault(int(error.args[0]), len(received))) from error
    finally:
        curl.close()
    if status != 200:
        raise ScreeningUnavailable(f"the provider answered {status}")
    return bytes(received)


def _fault(code: int, received: int) -> str:
    if code == pycurl.E_OPERATION_TIMEDOUT:
        return "the provider did not answer in time"
    if received > _MOST_BYTES:
        return f"the answer is longer than {_MOST_BYTES} bytes"
    return "the provider cannot be reached"
