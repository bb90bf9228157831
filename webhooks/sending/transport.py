"""Send one POST with curl.

The IP address is checked when the socket is opened, so that a name cannot resolve to a private
address after a check. Redirects are not followed, one deadline limits the whole exchange, and the
response is read up to a cap.
"""

import socket
from collections.abc import Mapping
from dataclasses import dataclass

import certifi
import pycurl

from webhooks.endpoints import addresses
from webhooks.endpoints.destination import PORTS

# Read so much, so that a connection can be reused after a short error page; keep less of it.
MAX_BODY_READ = 16_384
MAX_BODY_KEPT = 1_024
_KEEP_ALIVE_SECONDS = 30
_USER_AGENT = "Ronghe-Webhooks/1.0"
ADDRESS_REFUSED = "address-refused"
_ERROR_CLASSES: Mapping[int, str] = {
    # As a name with a private address: an own error would tell which names exist in our network.
    pycurl.E_COULDNT_RESOLVE_HOST: ADDRESS_REFUSED,
    pycurl.E_COULDNT_CONNECT: "connect",
    pycurl.E_OPERATION_TIMEDOUT: "timeout",
    pycurl.E_GOT_NOTHING: "reset",
    pycurl.E_SEND_ERROR: "reset",
    pycurl.E_RECV_ERROR: "reset",
    pycurl.E_PARTIAL_FILE: "reset",
    pycurl.E_SSL_CONNECT_ERROR: "tls-handshake",
    pycurl.E_PEER_FAILED_VERIFICATION: "tls-certificate",
}
# Parts of the TLS library's message, in order, and the class of fault that each means.
_TLS_ERROR_CLASSES = (
    ("expired", "tls-expired"),
    ("self-signed", "tls-self-signed"),
    ("self signed", "tls-self-signed"),
    ("subject name", "tls-wrong-host"),
    ("version", "tls-version"),
    ("unsupported protocol", "tls-version"),
)


@dataclass(frozen=True)
class Limits:
    """Limits of an exchange. Times are in seconds.

    `loopback` permits this machine as a destination; `authorities` is a file of CA certificates.
    """

    deadline: float
    connect: float
    loopback: bool
    authorities: str = certifi.where()


class Exchange:
    """A reusable curl handle and the response of its last request."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.handle = pycurl.Curl()
        self._sockets: list[socket.socket] = []
        self._reset()
        self._set_up()

    def _set_up(self) -> None:
        """Set the options that all requests share. curl keeps connections and reuses them."""
        curl, limits = self.handle, self.limits
        curl.setopt(pycurl.PROTOCOLS, _protocols(limits))
        curl.setopt(pycurl.FOLLOWLOCATION, 0)
        # An explicit empty proxy: the environment's proxy would bypass the check of addresses.
        curl.setopt(pycurl.PROXY, "")
        # Signals for timeouts are not safe outside the main thread.
        curl.setopt(pycurl.NOSIGNAL, 1)
        curl.setopt(pycurl.HTTP_VERSION, pycurl.CURL_HTTP_VERSION_1_1)
        curl.setopt(pycurl.CONNECTTIMEOUT_MS, int(limits.connect * 1000))
        curl.setopt(pycurl.TIMEOUT_MS, int(limits.deadline * 1000))
        curl.setopt(pycurl.MAXAGE_CONN, _KEEP_ALIVE_SECONDS)
        curl.setopt(pycurl.SSLVERSION, pycurl.SSLVERSION_TLSv1_2)
        curl.setopt(pycurl.CAINFO, limits.authorities)
        curl.setopt(pycurl.OPENSOCKETFUNCTION, self._open_socket)
        curl.setopt(pycurl.WRITEFUNCTION, self._receive_body)
        curl.setopt(pycurl.HEADERFUNCTION, self._receive_header)
        curl.setopt(pycurl.POST, 1)

    def prepare(self, url: str, headers: Mapping[str, str], body: bytes) -> None:
        """Prepare the handle for this request and discard the previous response."""
        self._reset()
        curl = self.handle
        curl.setopt(pycurl.URL, url)
        curl.setopt(pycurl.POSTFIELDS, body)
        curl.setopt(pycurl.HTTPHEADER, _header_lines(headers))

    @property
    def status(self) -> int:
        """The HTTP status; 0 without an HTTP response."""
        found: int = self.handle.getinfo(pycurl.RESPONSE_CODE)
        return found

    @property
    def ms(self) -> int:
        """The whole duration in milliseconds."""
        seconds: float = self.handle.getinfo(pycurl.TOTAL_TIME)
        return round(seconds * 1000)

    @property
    def body(self) -> str:
        """The first kilobyte of the response as text, without NULs: PostgreSQL stores none."""
        return bytes(self._body[:MAX_BODY_KEPT]).decode("utf-8", "replace").replace("\0", "�")

    def error(self, code: int, text: str) -> str:
        """The class of fault for curl's result; '' when the response's status decides."""
        if code == pycurl.E_OK or (code == pycurl.E_WRITE_ERROR and self._is_truncated):
            return ""
        if self._address_refused and not self.status:
            return ADDRESS_REFUSED
        found = _ERROR_CLASSES.get(code, "protocol")
        if found == "timeout" and text.lower().startswith("resolving"):
            return ADDRESS_REFUSED
        if found.startswith("tls"):
            lower = text.lower()
            found = next((name for sign, name in _TLS_ERROR_CLASSES if sign in lower), found)
        return found

    def release(self) -> None:
        """Close our sockets after the exchange; a reusable connection stays with curl."""
        while self._sockets:
            self._sockets.pop().close()

    def _reset(self) -> None:
        self._body = bytearray()
        self._is_truncated = False
        self._address_refused = False
        self.retry_after: str | None = None

    def _open_socket(self, purpose: int, address: tuple[int, int, int, tuple[str, int]]) -> object:
        family, kind, protocol, (host, port, *_) = address
        text = host.decode() if isinstance(host, bytes) else host
        if not self._may_connect(text, port):
            self._address_refused = True
            return pycurl.SOCKET_BAD
        # curl duplicates the descriptor; ours is closed in `release`.
        opened = socket.socket(family, kind, protocol)
        self._sockets.append(opened)
        return opened

    def _may_connect(self, host: str, port: int) -> bool:
        if addresses.may_connect(host, loopback=False):
            return port in PORTS
        return addresses.may_connect(host, loopback=self.limits.loopback)

    def _receive_body(self, chunk: bytes) -> int:
        self._body += chunk[: MAX_BODY_READ - len(self._body)]
        if len(self._body) < MAX_BODY_READ:
            return len(chunk)
        self._is_truncated = True
        return 0  # curl ends the transfer when fewer bytes are consumed than given

    def _receive_header(self, line: bytes) -> None:
        name, _, value = line.partition(b":")
        if name.lower() == b"retry-after":
            self.retry_after = value.strip()[:100].decode("latin-1")


def _protocols(limits: Limits) -> int:
    return int(pycurl.PROTO_HTTPS | (pycurl.PROTO_HTTP if limits.loopback else 0))


def _header_lines(headers: Mapping[str, str]) -> list[str]:
    own = {"Content-Type": "application/json", "User-Agent": _USER_AGENT, "Expect": ""}
    return [
        f"{name}: {value}" if value else f"{name}:" for name, value in {**own, **headers}.items()
    ]
