"""C3: Redis is killed, refuses, and never answers. Webhooks do not know it."""

import os
import signal
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager

from chaos.scene import QUICK, START, Finding, Scene, clear, oracle, p95, settled
from harness.receiver import Receiver
from harness.servers import server_pids, within

ENDPOINTS = 20


def killed(scene: Scene) -> Finding:
    """kill -9 of Redis again and again while events are written and sent."""
    assert scene.servers is not None
    calm = _calm(scene)
    found, waits = _run(scene, {}, kill=True)
    return _finding("C3 Redis killed", found, waits, calm)


def refusing(scene: Scene) -> Finding:
    """Nobody listens at Redis's address for the whole run."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"redis://127.0.0.1:{probe.getsockname()[1]}/0"
        calm = _calm(scene)
        found, waits = _run(scene, {"REDIS_URL": address})
    return _finding("C3 Redis stopped", found, waits, calm)


def silent(scene: Scene) -> Finding:
    """Somebody takes the connection and never says a word."""
    with _black_hole() as address:
        calm = _calm(scene)
        found, waits = _run(scene, {"REDIS_URL": address})
    return _finding("C3 Redis silent", found, waits, calm)


def _calm(scene: Scene) -> list[float]:
    """The durations of writes while Redis runs; a short run makes none."""
    return [] if scene.short else _run(scene, {})[1]


def _finding(name: str, found: dict[str, float], waits: list[float], calm: list[float]) -> Finding:
    figures = found | {"write_p95_s": p95(waits), "calm_write_p95_s": p95(calm)}
    passed = not found["lost"] and found["first_attempt_p95_s"] <= 10
    passed = passed and p95(waits) - p95(calm) <= 0.2
    return Finding(name, "lost 0; p95 <= 10 s; writes <= calm + 0.2 s", passed, figures)


def _run(
    scene: Scene, differs: dict[str, str], *, kill: bool = False
) -> tuple[dict[str, float], list[float]]:
    """The oracle with the time to the first attempt, and how long each write took."""
    from harness import messages

    clear()
    committed, waits = {}, []
    with Receiver() as receiver, scene.senders(**differs) as senders:
        messages.create_endpoints(receiver, ENDPOINTS)
        for _ in range(2):
            senders.start(*QUICK)
        (first_id,) = messages.emit_events()
        committed[first_id] = time.time()  # how long they took to start is not measured
        within(START, lambda: len(receiver.requests) >= ENDPOINTS, "the senders are up")
        for n in range(scene.some(120, 20)):
            if kill and n % 60 == 10:
                _kill_redis(scene)
            start = time.monotonic()
            (webhook_id,) = messages.emit_events()
            waits.append(time.monotonic() - start)
            committed[webhook_id] = time.time()
            time.sleep(0.05)
        settled(60)
    first: dict[tuple[str, str], float] = {}
    for one in receiver.requests[ENDPOINTS:]:
        first.setdefault((one.path, one.webhook_id), one.at - committed[one.webhook_id])
    found = oracle(receiver, list(committed), [f"/{n}" for n in range(ENDPOINTS)])
    return {**found, "first_attempt_p95_s": p95(list(first.values()))}, waits


def _kill_redis(scene: Scene) -> None:
    assert scene.servers is not None
    within(10, lambda: (scene.servers / "servers.json").exists(), "the keeper has its servers")  # type: ignore[operator]
    os.kill(server_pids(scene.servers)["Valkey"], signal.SIGKILL)


@contextmanager
def _black_hole() -> Iterator[str]:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(64)
        yield f"redis://127.0.0.1:{listener.getsockname()[1]}/0"
