"""Web as it is deployed: gunicorn, and nginx with the configuration of deploy/ in front of it."""

import datetime as dt
import os
import shutil
import socket
import ssl
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from harness.processes import Processes
from harness.servers import BASE_DIR, within

TEMPLATE = BASE_DIR / "deploy" / "nginx" / "ronghe.conf.template"
NO_NGINX = "nginx is not installed: Debian's package nginx-light"
# Of nginx as a whole; the image brings its own.
_MAIN = """
pid {folder}/nginx.pid; error_log {folder}/error.log; worker_processes 1; daemon off;
events {{ worker_connections 512; }}
http {{
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
    include {folder}/ronghe.conf;
}}
"""


@dataclass(frozen=True)
class Ports:
    """Of the proxy `https` and `http`, of gunicorn behind it `web`; all on loopback."""

    https: int
    http: int
    web: int


def find_nginx() -> str | None:
    """The path of nginx; None where it is not installed."""
    return shutil.which("nginx", path=os.pathsep.join([os.environ["PATH"], "/usr/sbin"]))


def free_port() -> int:
    """A port of loopback that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def listens(port: int) -> bool:
    """Does somebody take connections at this port of loopback?"""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def start_web(processes: Processes, port: int, count: int = 1) -> None:
    """Start gunicorn with `count` processes at this port; it does not listen yet."""
    address = f"127.0.0.1:{port}"
    words = ("-c", "config/gunicorn.py", "-w", str(count), "-b", address, "config.wsgi")
    processes.start("-m", "gunicorn", *words)


@contextmanager
def proxied(
    folder: Path, environ: Mapping[str, str], nginx: str, *, with_web: bool = True
) -> Iterator[Ports]:
    """Run gunicorn behind nginx until the block ends; their files and log are in `folder`. Without
    web the proxy has nobody to pass a request to.
    """
    ports = Ports(free_port(), free_port(), free_port())
    _write_certificate(folder)
    _write_configuration(folder, ports)
    with Processes({**environ, "BEHIND_PROXY": "true"}, folder / "proxied.log") as processes:
        if with_web:
            start_web(processes, ports.web)
        processes.run(nginx, "-p", str(folder), "-c", str(folder / "nginx.conf"))
        awaited = [ports.web, ports.https] if with_web else [ports.https]
        within(60, lambda: all(map(listens, awaited)), "web and nginx listen")
        yield ports


def unverified() -> ssl.SSLContext:
    """A client's context that takes any certificate: that of `proxied` is made for one run."""
    return ssl._create_unverified_context()


def ask(url: str, body: bytes | None = None, key: str = "") -> tuple[int, bytes]:
    """The status and the body of a response, a refusal's too; POST where a body is given. Raises
    `OSError` where none came within a minute: a busy machine takes that long.
    """
    headers = {"Host": "localhost", "Content-Type": "application/json"}
    if key:
        headers["Authorization"] = f"Bearer {key}"
    request = urllib.request.Request(url, data=body, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=60, context=unverified()) as response:
            return response.status, response.read()
    except urllib.error.HTTPError as refusal:
        return refusal.code, refusal.read()


def _write_configuration(folder: Path, ports: Ports) -> None:
    given = {
        "WEB_ADDRESS": f"127.0.0.1:{ports.web}",
        "RESOLVER": "127.0.0.1",
        "TLS_FOLDER": str(folder),
        "HTTP_PORT": f"127.0.0.1:{ports.http}",
        "HTTPS_PORT": f"127.0.0.1:{ports.https}",
        "BODY_SIZE": "65m",
    }
    text = TEMPLATE.read_text("utf-8")
    for variable, value in given.items():
        text = text.replace("${" + variable + "}", value)
    (folder / "ronghe.conf").write_text(text)
    (folder / "nginx.conf").write_text(_MAIN.format(folder=folder))


def _write_certificate(folder: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - dt.timedelta(hours=1))
        .not_valid_after(now + dt.timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    (folder / "tls.crt").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (folder / "tls.key").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
