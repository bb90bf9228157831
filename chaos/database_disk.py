"""C28: the disk of PostgreSQL is full, its log of changes included."""

import os
import subprocess
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic
from urllib.parse import urlsplit

from chaos.clients import BriefWriter, EventWriter
from chaos.restored import BRIEF, disconnect, prepare_firm, shortlists, start_service
from chaos.scene import Finding, Scene, oracle, settled
from embedded.account import server_account
from embedded.binaries import find_binaries
from embedded.errors import EmbeddedError
from embedded.postgres import Postgres
from embedded.server import free_port
from embedded.state import State, state_folder
from harness.deployed import ask
from harness.processes import Processes
from harness.receiver import Receiver
from harness.servers import within

ENDPOINTS = 2
NAME = "C28 full disk of PostgreSQL"
RULE = "lost 0; refused with a 503; goes on by itself"
_MEGABYTES = 400


def full_database_disk(scene: Scene) -> Finding:
    """C28: briefs come in and events are told on a server whose disk fills, and is freed again."""
    folder = scene.folder / "disk"
    folder.mkdir(exist_ok=True)
    options = f"size={_MEGABYTES}m,mode=711"
    mount = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)]
    if os.geteuid() != 0 or subprocess.run(mount, check=False, capture_output=True).returncode:
        return Finding(NAME, RULE, True, {"skipped": "no small file system can be mounted here"})
    try:
        with _server(folder) as url, _connected_to(url):
            return _fill_and_free(scene, folder, url)
    finally:
        subprocess.run(["umount", str(folder)], check=False, capture_output=True)


def _fill_and_free(scene: Scene, folder: Path, url: str) -> Finding:
    from django.core.management import call_command

    from harness import messages

    call_command("migrate", verbosity=0)
    key, port = prepare_firm(), free_port()
    address = f"http://127.0.0.1:{port}"
    writer, events = BriefWriter(address, key, BRIEF), EventWriter()
    environ = {**os.environ, **scene.environ, "DATABASE_URL": url}
    some = scene.some(100, 10)
    with Receiver() as receiver, Processes(environ, scene.folder / "disk.log") as service:
        messages.create_endpoints(receiver, ENDPOINTS)
        start_service(service, port)
        with writer:
            events.start()
            within(180, lambda: min(len(writer.accepted), len(events.told)) > some, "load")
            writer.refused.clear()  # while the service started
            _fill(folder / "filler")
            _begin_new_segments(url)
            within(180, lambda: writer.refused.total() >= scene.some(10, 2), "briefs are refused")
            alive = ask(f"{address}/livez")[0]
            (folder / "filler").unlink()
            took = _await_more(writer, events)
            events.stop()
        disconnect()  # the connections of before are broken
        _settle()
    found = oracle(receiver, events.told, [f"/{n}" for n in range(ENDPOINTS)])
    found["lost"] += len(set(writer.accepted) - shortlists())
    kinds = {f"{status} {kind}".strip(): n for (status, kind), n in writer.refused.items()}
    figures = {
        **found,
        "promised": len(writer.accepted),
        "refused": kinds,
        "livez_meanwhile": alive,
        "taken_again_after_s": round(took, 1),
    }
    said = all(status == 503 and kind for status, kind in writer.refused)
    passed = not found["lost"] and not found["unexplained"] and said and alive == 200
    return Finding(NAME, RULE, passed, figures)


def _await_more(writer: BriefWriter, events: EventWriter) -> float:
    """Wait until briefs are taken and events are told again; the seconds until the former."""
    start, taken, told = monotonic(), len(writer.accepted), len(events.told)
    within(180, lambda: len(writer.accepted) > taken, "briefs are taken again")
    took = monotonic() - start
    within(180, lambda: len(events.told) > told, "events are told again")
    return took


def _settle() -> None:
    from matcher.models import Shortlist

    within(300, lambda: not Shortlist.objects.waiting().exists(), "all are answered")
    settled(120)


def _fill(filler: Path) -> None:
    """Write until the disk takes nothing more."""
    with suppress(OSError), filler.open("wb", buffering=0) as file:
        while True:
            file.write(bytes(65536))


def _begin_new_segments(url: str) -> None:
    """Use up the files that PostgreSQL keeps in reserve for its log: a service that writes more
    than a test does would use them up by itself.
    """
    import psycopg

    with suppress(psycopg.Error):
        for _ in range(30):
            with psycopg.connect(url, autocommit=True, connect_timeout=5) as session:
                session.execute("SELECT pg_log_standby_snapshot(), pg_switch_wal()")


@contextmanager
def _server(folder: Path) -> Iterator[str]:
    """Run a PostgreSQL with all its files in this folder, started again whenever it ends, as
    Compose and Kubernetes do; its URL.
    """
    account = server_account()
    binaries = find_binaries(State(state_folder()).binaries, account)
    postgres = Postgres(State(folder), binaries, account, "chaos")
    postgres.prepare()
    postgres.start(free_port())
    postgres.await_ready()
    over = threading.Event()

    def keep() -> None:
        while not over.wait(0.5):
            if postgres.has_exited():
                with suppress(EmbeddedError):
                    postgres.start(postgres.port)
                    postgres.await_ready()

    keeper = threading.Thread(target=keep, daemon=True)
    keeper.start()
    try:
        yield postgres.url
    finally:
        over.set()
        keeper.join(60)
        postgres.end()


@contextmanager
def _connected_to(url: str) -> Iterator[None]:
    """Let the code of this process use another server."""
    from django.db import connection

    at = urlsplit(url)
    there = {
        "HOST": at.hostname,
        "PORT": at.port,
        "USER": at.username,
        "PASSWORD": at.password,
        "NAME": at.path.removeprefix("/"),
    }
    usual = {name: connection.settings_dict[name] for name in there}
    _move_to(there)
    try:
        yield
    finally:
        _move_to(usual)


def _move_to(there: Mapping[str, object]) -> None:
    from django.db import connection

    disconnect()
    connection.settings_dict.update(there)
