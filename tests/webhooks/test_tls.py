"""Certificates are verified, TLS is 1.2 or newer, and each refusal has a class of its own."""

import datetime as dt
import socket
import ssl
import threading
import time
from contextlib import contextmanager, suppress
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from webhooks.sending.sender import PostRequest, Sender
from webhooks.sending.transport import Limits

NOW = dt.datetime.now(dt.UTC)


class Authority:
    """Signs certificates for one test."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.key = folder, ec.generate_private_key(ec.SECP256R1())
        self.name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Test authority")])
        self.certificate = self._sign(self.name, self.key, authority=True)
        self.file = self._write("authority", self.certificate)

    def issue(self, name: str, *, host="127.0.0.1", days=9, self_signed=False) -> tuple[Path, Path]:
        key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
        made = self._sign(subject, key, host=host, days=days, self_signed=self_signed)
        private = self.folder / f"{name}.key"
        private.write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
        )
        return self._write(name, made), private

    def _sign(self, subject, key, *, host="", days=9, authority=False, self_signed=False):
        alone = authority or self_signed
        builder = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(subject if alone else self.name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(NOW - dt.timedelta(days=30))
            .not_valid_after(NOW + dt.timedelta(days=days))
            .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        )
        if host:
            name = x509.IPAddress(ip_address(host))
            builder = builder.add_extension(x509.SubjectAlternativeName([name]), critical=False)
        return builder.sign(key if alone else self.key, hashes.SHA256())

    def _write(self, name: str, certificate: x509.Certificate) -> Path:
        path = self.folder / f"{name}.pem"
        path.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
        return path


@pytest.fixture(scope="module")
def authority(tmp_path_factory) -> Authority:
    return Authority(tmp_path_factory.mktemp("tls"))


@contextmanager
def _serving(files: tuple[Path, Path], *, old: bool = False, reset: bool = False):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*files)
    if old:
        context.set_ciphers("ALL:@SECLEVEL=0")
        context.minimum_version = ssl.TLSVersion.TLSv1
        context.maximum_version = ssl.TLSVersion.TLSv1_1
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(8)
        listener.settimeout(5)

        def answer() -> None:
            with suppress(OSError, ssl.SSLError):
                plain, _ = listener.accept()
                with plain:
                    if reset:
                        return
                    with context.wrap_socket(plain, server_side=True) as secured:
                        secured.recv(4096)
                        secured.sendall(b"HTTP/1.1 204 No Content\r\n\r\n")

        thread = threading.Thread(target=answer)
        thread.start()
        yield f"https://127.0.0.1:{listener.getsockname()[1]}/"
        thread.join(6)


def _reply(url: str, authorities: Path):
    sender: Sender[int] = Sender(Limits(4, 2, loopback=True, authorities=str(authorities)))
    sender.start()
    sender.send([PostRequest(1, url, {}, b"{}")])
    replies, end = [], time.monotonic() + 6
    while not replies and time.monotonic() < end:
        replies = sender.take_replies()
        time.sleep(0.01)
    sender.stop()
    return replies[0]


def test_a_right_certificate_is_accepted(authority):
    with _serving(authority.issue("right")) as url:
        assert _reply(url, authority.file).status == 204


@pytest.mark.parametrize(
    ("name", "wrong", "error"),
    [
        ("expired", {"days": -1}, "tls-expired"),
        ("other", {"host": "127.0.0.9"}, "tls-wrong-host"),
        ("alone", {"self_signed": True}, "tls-self-signed"),
    ],
)
def test_a_wrong_certificate_is_refused_and_said_why(authority, name, wrong, error):
    with _serving(authority.issue(name, **wrong)) as url:
        reply = _reply(url, authority.file)
    assert (reply.status, reply.error) == (0, error)


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion:DeprecationWarning")
def test_old_tls_is_refused(authority):
    with _serving(authority.issue("old"), old=True) as url:
        reply = _reply(url, authority.file)
    assert (reply.status, reply.error) == (0, "tls-version")


def test_a_handshake_that_is_cut_off_is_told(authority):
    with _serving(authority.issue("cut"), reset=True) as url:
        reply = _reply(url, authority.file)
    assert reply.status == 0
    assert reply.error in ("tls-handshake", "reset")
