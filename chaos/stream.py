"""C18 and C19: a recovery is exact, and the feed has no gap."""

import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from datetime import timedelta
from functools import partial

from chaos.scene import QUICK, START, Finding, Scene, clear, settled
from harness.receiver import Receiver
from harness.servers import BASE_DIR, within

_RECOVER = """
    import datetime, os, sys
    sys.path.insert(0, os.getcwd())
    import django
    django.setup()
    from webhooks.sending import recovery
    from webhooks.models import Endpoint
    print("ready", flush=True)
    since = datetime.datetime.fromisoformat(sys.argv[2])
    recovery.recover(endpoint=Endpoint.objects.get(pk=sys.argv[1]), since=since)
"""


def recovered(scene: Scene) -> Finding:
    """C18: 10,000 deliveries are exhausted at three endpoints, and two endpoints are recovered from
    an instant on. The process that recovers and the senders are killed on the way.
    """
    from django.db import connection
    from django.utils import timezone

    from harness import messages
    from webhooks.models import Delivery

    clear()
    events = scene.some(3_334, 120)
    with Receiver() as receiver, scene.senders() as senders:
        made = messages.create_endpoints(receiver, 3, rate=scene.some(700, 200))
        told = messages.emit_events(events, at_once=200)
        Delivery.objects.update(state="exhausted")
        old = told[: events // 4]
        since = timezone.now() - timedelta(hours=1)
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE webhooks_event SET occurred_at = %s WHERE webhook_id = ANY(%s)",
                [since - timedelta(minutes=1), old],
            )
        connection.close()
        senders.start(*QUICK)
        recover = partial(_recover_killed_once, senders.environ, since.isoformat())
        killed = sum(recover(str(pk)) for pk in made[:2])
        within(START, lambda: len(receiver.requests) > 20, "deliveries are being sent")
        for _ in range(2):
            senders.kill()
            senders.start(*QUICK)
            time.sleep(2 if not scene.short else 0.3)
        settled(120)
    wanted = {(f"/{n}", one) for n in range(2) for one in told[events // 4 :]}
    came = {(one.path, one.webhook_id) for one in receiver.requests}
    figures = {
        "given_up": 3 * events,
        "recovered": len(wanted),
        "recoveries_killed": killed,
        "missed": len(wanted - came),
        "wrong": len(came - wanted),
        "duplicates": len(receiver.requests) - len(came),
        "lost": len(wanted - came),
    }
    return Finding("C18 recovered, killed on the way", "missed 0; wrong 0", came == wanted, figures)


def _recover_killed_once(environ: dict[str, str], since: str, pk: str) -> int:
    """Kill the recovery as it begins, then let it run to its end."""
    words = [sys.executable, "-c", textwrap.dedent(_RECOVER), pk, since]
    environ = environ | {"DJANGO_SETTINGS_MODULE": "config.settings"}
    with subprocess.Popen(words, cwd=BASE_DIR, env=environ, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(0.02)
        os.kill(process.pid, signal.SIGKILL)
        process.wait(10)
        killed = int(process.returncode == -signal.SIGKILL)
    subprocess.run(words, cwd=BASE_DIR, env=environ, check=True, timeout=START, capture_output=True)
    return killed


def followed(scene: Scene) -> Finding:
    """C19: fifty writers commit late while one reader follows the numbers."""
    from firms.models import Firm
    from webhooks import feed

    clear()
    firm = Firm.objects.create(name="Reader")
    writers, each = scene.some(50, 10), scene.some(20, 10)
    told: list[str] = []
    faults: list[BaseException] = []
    start = feed.newest_event_number(firm)
    threads = [
        threading.Thread(target=_write_late, args=(scene, each, told, faults))
        for _ in range(writers)
    ]
    for thread in threads:
        thread.start()
    seen: list[str] = []
    after, end = start, time.monotonic() + 120
    while len(seen) < writers * each and time.monotonic() < end and not faults:
        found = feed.events_after(firm, after, 100)
        seen += [one.webhook_id for one in found]
        after = found[-1].number if found else after
    for thread in threads:
        thread.join(30)
    figures = {
        "writers": writers,
        "events": len(told),
        "missed": len(set(told) - set(seen)),
        "twice": len(seen) - len(set(seen)),
        "lost": len(set(told) - set(seen)),
    }
    passed = not faults and len(told) == writers * each and sorted(seen) == sorted(told)
    return Finding("C19 feed under 50 writers", "missed 0", passed, figures)


def _write_late(scene: Scene, count: int, told: list[str], faults: list[BaseException]) -> None:
    """Emit `count` events, each in a transaction that waits before it commits."""
    from django.db import connection, transaction

    from harness import messages
    from webhooks.event_types import declare
    from webhooks.outbox import emit

    declare(messages.TYPE)
    try:
        for _ in range(count):
            with transaction.atomic():
                number = next(messages._versions)
                event = emit(type=messages.TYPE.name, source="feed", version=number, data={})
                time.sleep(scene.chance.random() / 500)
            told.append(event.webhook_id)
            connection.close()
            time.sleep(scene.chance.random() / 100)
    except BaseException as fault:
        faults.append(fault)
    finally:
        connection.close()
