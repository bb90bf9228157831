"""C8: endpoints that hang must not slow the others down."""

import time

from chaos.scene import START, Finding, Scene, clear, oracle, p95
from harness.receiver import HANG, Receiver
from harness.servers import within

ENDPOINTS = 20
PACE = ("--deadline", "2", "--connect", "1", "--lease", "5", "--sweep", "0.5")


def one_hangs(scene: Scene) -> Finding:
    """1 of 20 takes every request and never answers."""
    return _hanging(scene, 1)


def five_hang(scene: Scene) -> Finding:
    """5 of 20 do."""
    return _hanging(scene, 5)


def _hanging(scene: Scene, hanging: int) -> Finding:
    calm, _, _ = _run(scene, 0)
    waits, found, attempts = _run(scene, hanging)
    # A breaker's worth before it opens (the cap's 4, then 4 more), then one probe each window.
    most = 8 + 1
    ratio = round(p95(waits) / p95(calm), 2)
    figures = found | {
        "calm_p95_s": p95(calm),
        "healthy_p95_s": p95(waits),
        "ratio": ratio,
        "attempts_on_a_hanging_one": max(attempts),
    }
    # Below a twentieth of a second a ratio says nothing about waiting for others.
    fair = ratio <= 2 or p95(waits) <= 0.05
    passed = fair and not found["lost"] and max(attempts) <= most
    return Finding(f"C8 {hanging} of 20 hang", "healthy p95 <= 2 x calm", passed, figures)


def _run(scene: Scene, hanging: int) -> tuple[list[float], dict[str, int], list[int]]:
    from harness import messages

    clear()
    bad = [f"/{n}" for n in range(hanging)]
    good = [f"/{n}" for n in range(hanging, ENDPOINTS)]
    committed: dict[str, float] = {}
    with Receiver({path: lambda _: HANG for path in bad}) as receiver, scene.senders() as senders:
        messages.create_endpoints(receiver, ENDPOINTS)
        for _ in range(2):
            senders.start(*PACE)
        (first,) = messages.emit_events()
        within(START, lambda: len(receiver.requests) >= ENDPOINTS, "the senders are up")
        for _ in range(scene.some(200, 40)):
            (webhook_id,) = messages.emit_events()
            committed[webhook_id] = time.time()
            time.sleep(0.05)
        healthy = set(good)
        wanted = len(good) * (len(committed) + 1)
        within(
            60, lambda: sum(one.path in healthy for one in receiver.requests) >= wanted, "all came"
        )
    waits = [
        one.at - committed[one.webhook_id]
        for one in receiver.requests
        if one.path in healthy and one.webhook_id != first
    ]
    came = Receiver()
    came.requests = [one for one in receiver.requests if one.path in healthy]
    found = oracle(came, [first, *committed], good)
    found.pop("unexplained")  # what hangs is still being tried
    return waits, found, [len(receiver.at(path)) for path in bad] or [0]
