"""C1, C2, C4 to C7: kill and stop senders and the database, and give senders wrong clocks."""

import datetime as dt
import os
import signal
import subprocess
import sys
import textwrap
import time
from functools import partial
from pathlib import Path

from chaos.scene import QUICK, START, Finding, Scene, clear, oracle, p95, settled
from harness.receiver import OK, Answer, Receiver, Request
from harness.servers import BASE_DIR, server_pids, within

CAP = 4
ENDPOINTS = 20


def killed_senders(scene: Scene) -> Finding:
    """C1: kill -9 of a random sender every 0.8 s while they work."""
    return _kill(scene, "C1 senders killed", restart_database=False)


def killed_senders_and_database(scene: Scene) -> Finding:
    """C2: the same, and PostgreSQL stopped at once, to recover from its log."""
    return _kill(scene, "C2 and the database", restart_database=True)


def _kill(scene: Scene, name: str, *, restart_database: bool) -> Finding:
    from harness import messages

    clear()
    events = scene.some(250, 50)
    kills, in_flight, stall = 0, [], 0.0
    rules = {f"/{n}": lambda _: Answer(delay=0.2) for n in range(ENDPOINTS)}
    with Receiver(rules) as receiver, scene.senders() as senders:
        messages.create_endpoints(receiver, ENDPOINTS, max_in_flight=CAP)
        told = messages.emit_events(events, at_once=25)
        for _ in range(3):
            senders.start(*QUICK)
        within(START, lambda: receiver.requests, "the first arrives")
        most_kills = scene.some(44, 4)
        while kills < most_kills and (messages.unsettled_count() or kills < 3):
            time.sleep(0.8)
            in_flight.append(sum(receiver.in_flight.values()))
            senders.kill(scene.chance.randrange(len(senders.running)))
            kills += 1
            senders.start(*QUICK)
            if restart_database and kills == 3:
                stall = _restart_database(scene, receiver, told)
        settled(90)
    found = oracle(receiver, told, [f"/{n}" for n in range(ENDPOINTS)])
    most = max(receiver.most_in_flight.values())
    passed = not found["lost"] and not found["strangers"] and most <= CAP and stall <= 30
    figures = found | {
        "kills": kills,
        "duplicates_per_kill": round(found["duplicates"] / kills, 2),
        "in_flight_at_kill_p95": p95(in_flight),
        "most_in_flight": most,
        "cap": CAP,
    }
    if restart_database:
        figures["stall_s"] = round(stall, 1)
    return Finding(name, "lost 0; in flight = cap at most; stall <= 30 s", passed, figures)


def _restart_database(scene: Scene, receiver: Receiver, told: list[str]) -> float:
    """Stop PostgreSQL at once (SIGQUIT); its keeper restarts it. The seconds until sends go on."""
    from django.db import connection

    from harness import messages

    assert scene.servers is not None
    servers = scene.servers
    pid = _pid(servers)
    connection.close()
    os.kill(pid, signal.SIGQUIT)
    start = time.monotonic()
    within(60, lambda: _pid(servers) not in (0, pid), "another server runs")
    within(60, _alive, "the database is back")
    (new,) = messages.emit_events()
    told.append(new)
    # No sender claims without a database: later arrivals were claimed after the restart.
    back = time.time()
    within(60, lambda: receiver.requests[-1].at > back, "sends go on")
    return time.monotonic() - start


def _pid(servers: Path) -> int:
    """The process id of our PostgreSQL; 0 while its keeper runs none."""
    try:
        return server_pids(servers)["PostgreSQL"]
    except OSError:
        return 0


def _alive() -> bool:
    from django.db import Error, connection

    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        connection.close()
        return False
    return True


_WRITER = """
    import os, sys
    sys.path.insert(0, os.getcwd())
    import django
    django.setup()
    from harness import messages
    messages._versions = iter([int(sys.argv[1])])
    from webhooks import outbox
    outbox.wake_senders = lambda: None
    messages.emit_events()
    os.kill(os.getpid(), 9)
"""


def killed_before_the_wake_up(scene: Scene) -> Finding:
    """C4: the writer is killed right after its commit, unannounced: polling finds the row."""
    from harness import messages

    clear()
    waits = []
    with Receiver() as receiver, scene.senders() as senders:
        messages.create_endpoints(receiver, 1)
        senders.start(*QUICK, "--no-listen")
        messages.emit_events()
        within(START, lambda: receiver.requests, "the sender is up")
        for n in range(scene.some(5, 2)):
            writer = subprocess.run(
                [sys.executable, "-c", textwrap.dedent(_WRITER), str(10**9 + n)],
                cwd=BASE_DIR,
                env=senders.environ | {"DJANGO_SETTINGS_MODULE": "config.settings"},
                timeout=START,
                check=False,
            )
            assert writer.returncode == -signal.SIGKILL
            died = time.time()
            within(10, partial(_has_received, receiver, n + 2), "it is sent")
            waits.append(max(receiver.requests[-1].at - died, 0.0))
        settled(10)
    figures = {"waits_max_s": round(max(waits), 2), "killed": len(waits), "lost": 0}
    return Finding("C4 killed before the wake-up", "sent within 5 s", max(waits) <= 5, figures)


def killed_after_the_answer(scene: Scene) -> Finding:
    """C5: the sender dies after the receiver said 200, before that is recorded."""
    from django.db import connection, transaction

    from harness import messages
    from webhooks.models import Delivery

    clear()
    with Receiver({"/0": lambda _: Answer(delay=0.3)}) as receiver, scene.senders() as senders:
        messages.create_endpoints(receiver, 1)
        senders.start(*QUICK)
        (told,) = messages.emit_events()
        within(START, lambda: receiver.requests, "it arrives")
        with transaction.atomic():
            # We hold the row lock: the sender waits to record the answer, and dies before it can.
            Delivery.objects.select_for_update().get()
            within(5, lambda: not receiver.in_flight["/0"], "it is answered")
            time.sleep(0.3)
            senders.kill()
        connection.close()
        senders.start(*QUICK)
        within(START, lambda: len(receiver.requests) >= 2, "it comes again")
        settled(10)
        time.sleep(1)
    ids = receiver.ids()
    passed = len(ids) == 2 and set(ids) == {told} and Delivery.objects.get().state == "delivered"
    figures = {"copies": len(ids), "ids": len(set(ids)), "lost": 0}
    return Finding("C5 killed after the answer", "2 copies, 1 id", passed, figures)


def stopped_past_its_lease(scene: Scene) -> Finding:
    """C6: a sender sleeps (SIGSTOP) beyond its lease; another delivers; it wakes (SIGCONT)."""
    from harness import messages
    from webhooks.models import Attempt, Delivery

    clear()
    answers = [Answer(500, delay=0.5)]

    def rule(_: Request) -> Answer:
        return answers.pop() if answers else OK

    with Receiver({"/0": rule}) as receiver, scene.senders() as senders:
        messages.create_endpoints(receiver, 1)
        old = senders.start(*QUICK)
        messages.emit_events()
        within(START, lambda: receiver.requests, "it arrives")
        senders.signal(old, signal.SIGSTOP)
        senders.start(*QUICK)
        within(START, lambda: len(receiver.requests) == 2, "another sends it")
        settled(10)
        senders.signal(old, signal.SIGCONT)
        within(10, lambda: Attempt.objects.filter(late=True).exists(), "the old one records")
        time.sleep(0.5)
    delivery = Delivery.objects.get()
    log = list(Attempt.objects.order_by("id").values_list("outcome", "late"))
    overwritten = int(delivery.state != "delivered")
    figures = {"overwritten": overwritten, "copies": len(receiver.requests), "lost": 0}
    expected = [("unknown", False), ("delivered", False), ("failed", True)]
    return Finding(
        "C6 stopped past its lease", "overwritten 0", not overwritten and log == expected, figures
    )


_SHIFTED = """
    import datetime, os, sys, time
    sys.path.insert(0, os.getcwd())
    shift, sys.argv[1:] = float(sys.argv[1]), sys.argv[3:]
    now = time.time
    time.time = lambda: now() + shift
    import django.utils.timezone as zone
    true = zone.now
    zone.now = lambda: true() + datetime.timedelta(seconds=shift)
    sys.argv[0] = "manage.py"
    import manage
    sys.argv.insert(1, "deliver")
    manage.main()
"""


def wrong_clocks(scene: Scene) -> Finding:
    """C7: one sender's clock is an hour ahead, one's behind: only the database's counts."""
    from django.utils import timezone

    from harness import messages
    from webhooks.models import Delivery

    clear()
    due_in = scene.some(6, 4)
    with Receiver() as receiver, scene.senders() as senders:
        messages.create_endpoints(receiver, 4)
        program = ("-c", textwrap.dedent(_SHIFTED))
        for shift in ("3600", "-3600"):
            senders.start(*QUICK, program=(*program, shift))
        messages.emit_events(scene.some(50, 10))
        within(START, lambda: receiver.requests, "the senders are up")
        settled(20)
        now = len(receiver.requests)
        Delivery.objects.update(
            state="pending", next_attempt_at=timezone.now() + dt.timedelta(seconds=due_in)
        )
        due = time.time() + due_in
        within(due_in + 15, lambda: len(receiver.requests) == 2 * now, "they are sent when due")
        settled(10)
    later = receiver.requests[now:]
    early = sum(one.at < due - 0.1 for one in later)
    skew = max(abs(int(one.headers["webhook-timestamp"]) - one.at) for one in receiver.requests)
    figures = {
        "premature": early,
        "late_max_s": round(max(one.at for one in later) - due, 2),
        "timestamp_off_s": round(skew, 2),
        "lost": 0,
    }
    passed = not early and skew <= 2 and len(later) == now
    return Finding("C7 wrong clocks", "premature 0; timestamps within 2 s", passed, figures)


def _has_received(receiver: Receiver, count: int) -> bool:
    return len(receiver.requests) == count
