"""`make bench`: deliveries a second to loopback, and the time from commit to first attempt."""

import json
import os
import random
import statistics
import time
from pathlib import Path
from typing import Any

from harness.receiver import Receiver
from harness.senders import Senders
from harness.servers import own_servers, within

DELIVERIES = 5_000
CAPS = {1: 128, 20: 16, 1_000: 8}  # endpoints -> sends at once to each
PARALLEL = 256
ROUNDS = 5  # of which the middle one counts: neighbours on the machine double or halve any one
SAMPLES = 200


def run() -> dict[str, Any]:
    """Everything measured, as plain figures."""
    with own_servers() as folder:
        found: dict[str, Any] = {
            "load": os.getloadavg()[0],
            "throughput": [],
            "deliveries": DELIVERIES,
        }
        for count in CAPS:
            rounds = [_throughput(folder, count) for _ in range(ROUNDS)]
            rounds.sort(key=lambda row: row["share"])
            shares = [row["share"] for row in rounds]
            found["throughput"].append({**rounds[ROUNDS // 2], "shares": shares})
        found["commit_to_first_attempt"] = _latency(folder)
    return found


def _throughput(folder: Path, count: int) -> dict[str, Any]:
    from harness import messages
    from webhooks.models import Attempt

    with Receiver() as receiver, Senders(os.environ, folder / "senders.log") as senders:
        messages.delete_all()
        cap = CAPS[count]
        made = messages.create_endpoints(receiver, count, max_in_flight=cap)
        urls = [f"{receiver.url}/{n}" for n in range(count)]
        bare = _bare(receiver, urls, min(cap * count, PARALLEL))
        receiver.requests.clear()
        messages.emit_events(DELIVERIES // count, at_once=200)
        total = DELIVERIES // count * len(made)
        senders.start()
        within(20, lambda: receiver.requests, "the first arrives")
        within(180, lambda: len(receiver.requests) >= total, "all have arrived")
        within(20, lambda: not messages.unsettled_count(), "all is recorded")
        took = receiver.requests[-1].at - receiver.requests[0].at
        assert Attempt.objects.count() == total
    ours = (total - 1) / took
    return {
        "endpoints": count,
        "in_flight_cap": cap,
        "per_second": round(ours),
        "client_alone_per_second": round(bare),
        "share": round(ours / bare, 2),
    }


def _bare(receiver: Receiver, urls: list[str], parallel: int) -> float:
    """The same client with bodies and headers of the same size, and no database."""
    from harness import messages
    from webhooks.sending import signing
    from webhooks.sending.sender import PostRequest, Sender
    from webhooks.sending.transport import Limits

    key = signing.decode_secret(signing.generate_secret())
    body = json.dumps({"type": "x", "timestamp": "y", "data": messages.BODY}).encode()
    sender: Sender[int] = Sender(Limits(20, 5, loopback=True))
    sender.start()
    posts = [
        PostRequest(
            n, urls[n % len(urls)], signing.signature_headers([key], f"msg_{n:032}", 1, body), body
        )
        for n in range(DELIVERIES)
    ]
    random.Random(1).shuffle(posts)
    start, done, given = time.monotonic(), 0, 0
    while done < DELIVERIES and time.monotonic() - start < 120:
        sender.send(posts[given : done + parallel])
        given = max(given, min(done + parallel, DELIVERIES))
        done += len(sender.take_replies())
        time.sleep(0.001)
    took = time.monotonic() - start
    sender.stop()
    return DELIVERIES / took


def _latency(folder: Path) -> dict[str, Any]:
    """Seconds from commit to arrival, one event at a time, two senders."""
    from harness import messages

    with Receiver() as receiver, Senders(os.environ, folder / "senders.log") as senders:
        messages.delete_all()
        messages.create_endpoints(receiver, 20)
        for _ in range(2):
            senders.start()
        messages.emit_events()
        within(20, lambda: len(receiver.requests) == 20, "the senders are up")
        committed: dict[str, float] = {}
        for _ in range(SAMPLES):
            (webhook_id,) = messages.emit_events()
            committed[webhook_id] = time.time()
            time.sleep(random.Random().uniform(0.02, 0.08))
        within(30, lambda: len(receiver.requests) == 20 * (SAMPLES + 1), "all have arrived")
    waits = [
        one.at - committed[one.webhook_id]
        for one in receiver.requests
        if one.webhook_id in committed
    ]
    cuts = statistics.quantiles(waits, n=100)
    return {
        "attempts": len(waits),
        "p50": round(cuts[49], 3),
        "p95": round(cuts[94], 3),
        "max": round(max(waits), 3),
    }


def show(found: dict[str, Any]) -> None:
    """The figures as lines for people."""
    print(f"{found['deliveries']} deliveries each; load {found['load']:.1f} at the start")
    for row in found["throughput"]:
        print(
            f"{row['endpoints']:>5} endpoints: {row['per_second']:>5} deliveries/s; the client"
            f" alone {row['client_alone_per_second']:>5}/s; share {row['share']:.0%}"
            f" ({row['shares'][0]:.0%} to {row['shares'][-1]:.0%})"
        )
    row = found["commit_to_first_attempt"]
    print(f"commit to first attempt: p50 {row['p50']} s, p95 {row['p95']} s, max {row['max']} s")
