"""One POST with curl: the concrete address is checked as the socket is opened, no redirect is
followed, one deadline holds for everything, and the answer is read up to a cap.
"""

import socket
from collections.abc import Mapping
from dataclasses import dataclass

import certifi
import pycurl

from webhooks.endpoints import addresses
from webhooks.endpoints.destination import PORTS

MAX_BODY_READ = 16_384
MAX_BODY_KEPT = 1_024
_KEEP_ALIVE_SECONDS = 30
_USER_AGENT = "Ronghe-Webhooks/1.0"
ADDRESS_REFUSED = "address-refused"
_ERROR_CLASSES: Mapping[int, str] = {
    pycurl.E_COULDNT_RESOLVE_HOST: "dns",
    pycurl.E_COULDNT_CONNECT: "connect",
    pycurl.E_OPERATION_TIMEDOUT: "timeout",
    pycurl.E_GOT_NOTHING: "reset",
    pycurl.E_SEND_ERROR: "reset",
    pycurl.E_RECV_ERROR: "reset",
    pycurl.E_PARTIAL_FILE: "reset",
    pycurl.E_SSL_CONNECT_ERROR: "tls-handshake",
    pycurl.E_PEER_FAILED_VERIFICATION: "tls-certificate",
}
# What the TLS library says, and which of its complaints deserves a class of its own.
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
    """Seconds, and whether this machine may be sent to. `authorities`: a file of certificates."""

    deadline: float
    connect: float
    loopback: bool
    authorities: str = certifi.where()


class Exchange:
    """A curl handle that is used again and again, and what came back the last time."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.handle = pycurl.Curl()
        self._sockets: list[socket.socket] = []
        self._reset()
        self._set_up()

    def _set_up(self) -> None:
        """What is the same for every POST. Connections are kept and used again."""
        curl, limits = self.handle, self.limits
        curl.setopt(pycurl.PROTOCOLS, _protocols(limits))
        curl.setopt(pycurl.FOLLOWLOCATION, 0)
        curl.setopt(pycurl.PROXY, "")
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
        """Make the handle ready to POST this, and nothing of what it sent before."""
        self._reset()
        curl = self.handle
        curl.setopt(pycurl.URL, url)
        curl.setopt(pycurl.POSTFIELDS, body)
        curl.setopt(pycurl.HTTPHEADER, _header_lines(headers))

    @property
    def status(self) -> int:
        """0 when no HTTP answer came."""
        found: int = self.handle.getinfo(pycurl.RESPONSE_CODE)
        return found

    @property
    def ms(self) -> int:
        """The whole time."""
        seconds: float = self.handle.getinfo(pycurl.TOTAL_TIME)
        return round(seconds * 1000)

    @property
    def body(self) -> str:
        """The first kilobyte of the answer, as text that can be kept."""
        return bytes(self._body[:MAX_BODY_KEPT]).decode("utf-8", "replace").replace("\0", "�")

    def error(self, code: int, text: str) -> str:
        """The class of fault; '' when there is an answer whose status counts."""
        if code == pycurl.E_OK or (code == pycurl.E_WRITE_ERROR and self._is_truncated):
            return ""
        if self._address_refused and not self.status:
            return ADDRESS_REFUSED
        found = _ERROR_CLASSES.get(code, "protocol")
        if found.startswith("tls"):
            lower = text.lower()
            found = next((name for sign, name in _TLS_ERROR_CLASSES if sign in lower), found)
        return found

    def release(self) -> None:
        """The exchange is over; a connection that can be used again stays with curl."""
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
        # curl works on a copy of the descriptor; ours is closed with the exchange.
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
        return 0  # curl then ends the transfer

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
