"""C27: the database is destroyed under load and restored from a backup made under load."""

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from chaos.clients import BriefWriter, EventWriter, Puller
from chaos.scene import QUICK, Finding, Scene, clear, oracle, settled
from harness.deployed import free_port, listens, start_web
from harness.processes import SWEEP, Processes
from harness.receiver import Receiver
from harness.servers import BASE_DIR, within

Contents = Mapping[str, set[tuple[Any, ...]]]
ENDPOINTS = 3
BRIEF = {"seeking": "manufacturer", "sectors": ["C182"], "datasets": ["own-list"]}
# What is written once and never changed, by table; a delivery's state changes, not whose it is.
_KEPT = {
    "webhooks.Event": ("number", "webhook_id", "type", "data"),
    "webhooks.Delivery": ("id", "event_id", "endpoint_id"),
    "webhooks.Attempt": ("id", "delivery_id", "outcome"),
    "matcher.Brief": ("id", "firm_id", "asked"),
    "matcher.Shortlist": ("id", "brief_id"),
    "matcher.Revision": ("id", "shortlist_id", "number"),
    "matcher.Entry": ("id", "revision_id", "rank", "partner_id", "points"),
}


def restored(scene: Scene) -> Finding:
    """C27: briefs come in, events are told and pulled, and webhooks are sent meanwhile."""
    from harness import messages
    from webhooks.models import StreamEpoch

    key, port = prepare_firm(), free_port()
    address = f"http://127.0.0.1:{port}"
    environ = {**os.environ, **scene.environ}
    backup = scene.folder / "restored.dump"
    writer, puller = BriefWriter(address, key, BRIEF), Puller(address, key)
    with (
        Receiver() as receiver,
        Processes(environ, scene.folder / "restored.log") as service,
    ):
        messages.create_endpoints(receiver, ENDPOINTS)
        epochs = StreamEpoch.objects.count()
        drill = _Drill(environ, service, port, writer, puller, scene.some(100, 10))
        start_service(service, port)
        with writer, puller:
            before, promised = drill.back_up(backup)
            drill.destroy()
            after = drill.restore(backup)
            drill.go_on()
        drill.settle()
    figures = {
        **oracle(receiver, drill.told, [f"/{n}" for n in range(ENDPOINTS)]),
        "rows_compared": sum(len(rows) for rows in before.values()),
        "rows_lost": sum(len(rows - after[table]) for table, rows in before.items()),
        "promised": len(promised),
        "promises_lost": len(promised - shortlists()),
        **drill.stream(),
        "epochs": StreamEpoch.objects.count() - epochs,
    }
    figures["lost"] += figures["rows_lost"] + figures["promises_lost"]
    nothing = ("lost", "unexplained", "numbers_given_twice", "new_not_pulled")
    passed = figures["epochs"] == 1 and not any(figures[name] for name in nothing)
    rule = "lost 0 of what the backup had; pullers told; no number twice"
    return Finding("C27 restored under load", rule, passed, figures)


@dataclass
class _Drill:
    """The steps of an operator, while clients go on."""

    environ: Mapping[str, str]
    service: Processes
    port: int
    writer: BriefWriter
    puller: Puller
    some: int
    # What must arrive at the endpoints: the events of the backup, and those after the restore.
    told: list[str] = field(default_factory=list)
    pulled: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._events = EventWriter()

    def back_up(self, backup: Path) -> tuple[Contents, set[str]]:
        """Make a backup, and go on for a while; what was there before, and what was promised."""
        from core.backups.manifest import read_manifest
        from harness import messages

        self._events.start()
        within(120, lambda: len(self.puller.events) > self.some, "events are pulled")
        self._await_briefs()
        promised, before = set(self.writer.accepted), _contents()
        _manage(self.environ, "backup", str(backup))
        self.told = [row[1] for row in before["webhooks.Event"] if row[2] == messages.TYPE.name]
        self._await_briefs()
        last = read_manifest(backup).counters["event"]
        within(120, lambda: self.puller.after > last, "events after the backup are pulled")
        return before, promised

    def destroy(self) -> None:
        """Drop the database while all use it."""
        _on_server(self.environ, "DROP DATABASE {} WITH (FORCE)")
        within(120, lambda: self.writer.refused and self._events.refused, "it is missed")

    def restore(self, backup: Path) -> Contents:
        """Stop the service, restore, and start it again; what is there before it starts."""
        self._events.stop()
        self.service.stop()
        disconnect()
        self.pulled = set(self.puller.events)
        _on_server(self.environ, "CREATE DATABASE {} TEMPLATE template0")
        _manage(self.environ, "restore", str(backup))  # compares each table with the manifest
        after = _contents()
        start_service(self.service, self.port)
        return after

    def go_on(self) -> None:
        """Wait until clients are served as before."""
        within(120, lambda: self.puller.told_to_continue_at, "the puller is told")
        self._await_briefs()
        events = EventWriter()
        events.start()
        within(120, lambda: len(events.told) > self.some, "events are told again")
        events.stop()
        self.told += events.told

    def settle(self) -> None:
        """Wait until nothing is left to answer, to send or to pull."""
        from matcher.models import Shortlist
        from webhooks.models import Event

        within(300, lambda: not Shortlist.objects.waiting().exists(), "all are answered")
        settled(120)
        newest = Event.objects.latest("number").number
        while self.puller.after < newest:
            self.puller.step()

    def stream(self) -> dict[str, int]:
        """What the puller saw of the stream."""
        from webhooks.models import Event

        numbers = set(Event.objects.values_list("number", flat=True))
        new = {one for one in numbers if one > max(self.pulled)}
        return {
            "undone": len(self.pulled - numbers),
            "numbers_given_twice": len(self.puller.given_twice),
            "new": len(new),
            "new_not_pulled": len(new - self.puller.events.keys()),
        }

    def _await_briefs(self) -> None:
        seen = len(self.writer.accepted)
        within(120, lambda: len(self.writer.accepted) > seen + self.some, "briefs come in")


def prepare_firm() -> str:
    """No firm but one; its key. Briefs can be understood, and no partner need be loaded."""
    from firms import api_keys
    from firms.models import Firm
    from partners.intake.reference_files import load_reference
    from partners.registry.records import DatasetRecord
    from partners.registry.registration import save_dataset

    clear()
    load_reference(BASE_DIR / "seeds")
    save_dataset(dataset=DatasetRecord("own-list", "Own list", simulated=False, notice="Of chaos."))
    return api_keys.issue(firm=Firm.objects.create(name="Firm"))


def start_service(service: Processes, port: int) -> None:
    """Start web, a sweep and a sender; web listens afterwards."""
    start_web(service, port)
    service.start(*SWEEP)
    service.start("manage.py", "deliver", *QUICK)
    within(120, lambda: listens(port), "web listens")


def shortlists() -> set[str]:
    """The ids of all shortlists."""
    from matcher.models import Shortlist

    return {str(pk) for pk in Shortlist.objects.values_list("pk", flat=True)}


def _contents() -> Contents:
    """The rows of what is kept, by table."""
    from django.apps import apps

    found = {}
    for table, columns in _KEPT.items():
        rows = apps.get_model(table)._default_manager.order_by("pk").values_list(*columns)
        # What is JSON becomes text, so that rows can be in a set.
        found[table] = {
            tuple(str(one) if isinstance(one, dict) else one for one in row) for row in rows
        }
    return found


def _manage(environ: Mapping[str, str], *words: str) -> None:
    command = [sys.executable, "manage.py", *words]
    done = subprocess.run(
        command, cwd=BASE_DIR, env=environ, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def _on_server(environ: Mapping[str, str], statement: str) -> None:
    """Run a statement about the database of `environ`, connected to another one."""
    import psycopg
    from psycopg import sql

    at = urlsplit(environ["DATABASE_URL"])
    name = sql.Identifier(at.path.removeprefix("/"))
    with psycopg.connect(at._replace(path="/postgres").geturl(), autocommit=True) as session:
        session.execute(sql.SQL(statement).format(name))


def disconnect() -> None:
    """Leave no connection of this process, and none that its pool would make anew."""
    from django.db import connection

    connection.close()
    connection.close_pool()  # type: ignore[attr-defined]  # only PostgreSQL's wrapper has it
