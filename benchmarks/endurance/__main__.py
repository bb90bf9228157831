"""`python -m benchmarks.endurance [--clients 8,32] [--minutes 15]`: a mixed load on gunicorn,
worker, sweep and sender in production's mode, for so many minutes with each number of clients.

Shown are the requests by kind, the errors, and for each process its memory and how fast it grows.
Gunicorn restarts its processes after 20,000 requests: old and new ones are shown. Exit code 1 where
a request failed or a process ended.
"""

import argparse
import json
import os
import random
import secrets
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.endurance.journey import Visitor, travel
from benchmarks.endurance.memory import Life, MemorySampler
from harness.processes import Processes
from harness.servers import BASE_DIR, own_servers, server_pids, within

_BRIEFS = ("batteries", "services-around")
_MEMBER = "owner@endurance.example"


@dataclass(frozen=True)
class Phase:
    """What so many clients met; `at` are the seconds of its begin and end in the whole load."""

    clients: int
    at: tuple[float, float]
    took: dict[str, list[float]]
    errors: list[str]


def main() -> int:
    """0 when no request failed."""
    options = _options()
    counts = [int(word) for word in options.clients.split(",")]
    with own_servers() as folder:
        key, password = _prepare()
        with _served(folder, options.max_requests) as (port, processes, named):

            def roots() -> dict[str, int]:
                return {**named, **server_pids(folder)}

            member = Visitor(port, key)
            member.log_in(_MEMBER, password)
            with MemorySampler(roots) as sampler:
                start = time.monotonic()
                phases = [
                    _load(count, 60 * options.minutes, member, start, options.seed)
                    for count in counts
                ]
            ended = [name for name, pid in named.items() if not _runs(processes, pid)]
    found = _figures(phases, sampler)
    found["ended"] = ended
    _show(found)
    if options.json:
        options.json.write_text(json.dumps(found, indent=2) + "\n", "utf-8")
    return 1 if ended or any(phase.errors for phase in phases) else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.endurance")
    parser.add_argument("--clients", default="8,32", help="numbers of clients, one after the other")
    parser.add_argument("--minutes", type=float, default=15.0, help="of each number of clients")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument(
        "--max-requests",
        default="20000",
        help="after how many requests gunicorn restarts a process: fewer show it in a short run",
    )
    parser.add_argument("--json", type=Path, help="write the figures there")
    return parser.parse_args()


def _prepare() -> tuple[str, str]:
    """A key and a member's password of a firm; the seeds are loaded."""
    from django.core.management import call_command
    from django.db import connection

    call_command("seed", stdout=StringIO())
    printed = StringIO()
    call_command("seed_member", "Endurance", _MEMBER, stdout=printed)
    key = StringIO()
    call_command("issue_key", "Endurance", stdout=key)
    connection.close()
    return key.getvalue().strip(), printed.getvalue().split()[1]


@contextmanager
def _served(folder: Path, max_requests: str) -> Iterator[tuple[int, Processes, dict[str, int]]]:
    """The service in production's mode: the port of web, its processes, and their ids by role."""
    import socket
    from base64 import urlsafe_b64encode

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    environ = os.environ | {
        "RONGHE_MODE": "production",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "ENCRYPTION_KEYS": urlsafe_b64encode(secrets.token_bytes(32)).decode(),
        "ALLOWED_HOSTS": "localhost",
        "BEHIND_PROXY": "true",
        # It costs a request to Valkey, as where a rate is agreed.
        "RATE_LIMIT": "6000000/minute",
        "LOG_LEVEL": "WARNING",
        "FIRM_SHORTLISTS": "0",
    }
    with Processes(environ, folder / "service.log") as processes:
        web = ("-m", "gunicorn", "-c", "config/gunicorn.py", "-b", f"127.0.0.1:{port}")
        named = {
            "web": processes.start(
                *web,
                "--max-requests",
                max_requests,
                "--max-requests-jitter",
                str(int(max_requests) // 10),
                "config.wsgi",
            ),
            "worker": processes.start(
                "-m", "celery", "-q", "-A", "config.celery", "worker", "--concurrency", "2"
            ),
            "sweep": processes.start("manage.py", "sweep"),
            "deliver": processes.start("manage.py", "deliver"),
        }
        within(120, lambda: _is_ready(port), "web is ready")
        yield port, processes, named


def _is_ready(port: int) -> bool:
    return Visitor(port, "").ask("ready", "/readyz") is not None


def _runs(processes: Processes, pid: int) -> bool:
    return any(one.pid == pid and one.poll() is None for one in processes.running)


def _load(clients: int, seconds: float, member: Visitor, start: float, seed: int) -> Phase:
    """So many clients travel for so long; each ends the journey that it has begun."""
    briefs = [
        json.loads((BASE_DIR / "docs" / "briefs" / f"{name}.json").read_text("utf-8"))
        for name in _BRIEFS
    ]
    begin = time.monotonic()
    visitors = [Visitor(member.port, member.key, member.cookies) for _ in range(clients)]

    def run(number: int) -> None:
        chance = random.Random(seed * 1_000 + number)
        while time.monotonic() < begin + seconds:
            travel(visitors[number], briefs, chance)

    threads = [threading.Thread(target=run, args=(n,)) for n in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took: dict[str, list[float]] = {}
    for visitor in visitors:
        for name, each in visitor.took.items():
            took.setdefault(name, []).extend(each)
    errors = [error for visitor in visitors for error in visitor.errors]
    phase = Phase(clients, (begin - start, time.monotonic() - start), took, errors)
    print(f"{clients} clients: {len(errors)} errors", *errors[:5], sep="\n", flush=True)
    return phase


def _figures(phases: Sequence[Phase], sampler: MemorySampler) -> dict[str, Any]:
    return {
        "load": os.getloadavg(),
        "phases": [_figures_of(phase) for phase in phases],
        "processes": [
            _figures_of_life(pid, life, phases) for (_, pid), life in sampler.lives.items()
        ],
    }


def _figures_of(phase: Phase) -> dict[str, Any]:
    requests = {name: len(took) for name, took in phase.took.items()}
    requests.pop("stored until answered", None)
    return {
        "clients": phase.clients,
        "minutes": round((phase.at[1] - phase.at[0]) / 60, 1),
        "requests": sum(requests.values()),
        "errors": len(phase.errors),
        "first errors": phase.errors[:20],
        "milliseconds": {
            name: {"count": len(took), "p50": _ms(took, 50), "p99": _ms(took, 99)}
            for name, took in phase.took.items()
        },
    }


def _ms(took: Sequence[float], percent: float) -> float:
    return round(float(np.percentile(took, percent)) * 1000, 1)


def _figures_of_life(pid: int, life: Life, phases: Sequence[Phase]) -> dict[str, Any]:
    slopes = [life.slope(*phase.at) for phase in phases]
    return {
        "role": life.role,
        "pid": pid,
        "from minute": round(life.at[0] / 60, 1),
        "minutes": round(life.minutes(), 1),
        "first MB": round(life.mb[0], 1),
        "last MB": round(life.mb[-1], 1),
        "most MB": round(max(life.mb), 1),
        "MB an hour": [None if slope is None else round(slope, 1) for slope in slopes],
    }


def _show(found: dict[str, Any]) -> None:
    for phase in found["phases"]:
        print(
            f"{phase['clients']} clients, {phase['minutes']} minutes: "
            f"{phase['requests']} requests, {phase['errors']} errors"
        )
        for name, one in phase["milliseconds"].items():
            print(f"  {name}: {one['count']}; p50 {one['p50']} ms, p99 {one['p99']} ms")
    for one in found["processes"]:
        if one["minutes"] >= 1:
            print(
                f"{one['role']} {one['pid']}: from minute {one['from minute']} for"
                f" {one['minutes']}; {one['first MB']} to {one['last MB']} MB, most"
                f" {one['most MB']}; MB an hour in each phase {one['MB an hour']}"
            )
    print(f"ended: {found['ended'] or 'none'}; load {found['load'][0]:.1f}")


if __name__ == "__main__":
    sys.exit(main())
