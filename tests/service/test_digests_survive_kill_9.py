"""kill -9 of the sender at random moments: each digest arrives, and a mail store keeps one of it.

A real SMTP server takes the mails, and does not hurry. It counts what arrives, and keeps what a
mail store keeps: one mail of a `Message-ID`.
"""

import os
import random
import signal
import socket
import sys
import time
from collections import Counter
from collections.abc import Iterator
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from django.db import connection
from django.utils import timezone

from embedded.supervised_child import start_supervised
from firms import members
from firms.models import Firm, Role
from matcher.models import Brief, DigestMessage, DigestSubscription, Shortlist
from tests.matcher.digest_rows import subscription_with_news
from tests.service.conftest import within

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
DIGESTS, KILLS = 60, 20
LEASE = 0.5


class Sink:
    """The mails that arrived, each acknowledged a moment after it was taken."""

    def __init__(self) -> None:
        self.arrived: list[bytes] = []
        self.random = random.Random(20261129)

    async def handle_DATA(self, server, session, envelope) -> str:  # noqa: N802 - aiosmtpd
        self.arrived.append(envelope.content)
        # Blocks this server alone: it runs in a thread of its own.
        time.sleep(self.random.uniform(0.02, 0.1))
        return "250 taken"


@pytest.fixture
def sink() -> Iterator[tuple[Sink, int]]:
    handler = Sink()
    # It must be told a port: with 0 it would look for itself there.
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield handler, port
    finally:
        controller.stop()


def waiting_digests() -> None:
    """A digest each for as many members."""
    firm = Firm.objects.create(name="Nordtuch GmbH")
    shortlist = Shortlist.objects.create(brief=Brief.objects.create(firm=firm, asked={}))
    for number in range(DIGESTS):
        email = f"m{number}@nordtuch.example"
        subscription = DigestSubscription.objects.create(
            shortlist=shortlist,
            member=members.set_member(firm=firm, email=email, role=Role.VIEWER),
            rhythm="at_once",
            language="zh-Hans",
            hour=8,
            weekday=1,
            last_revision=2,
            next_due_at=timezone.now(),
        )
        DigestMessage.objects.create(
            subscription=subscription,
            from_revision=1,
            to_revision=2,
            subject="针织服装：新列入1家",
            text="一家新列入。\n" * 200,
            html="<p>一家新列入。</p>" * 200,
        )


def database() -> str:
    at = connection.settings_dict
    return f"postgresql://{at['USER']}:{at['PASSWORD']}@{at['HOST']}:{at['PORT']}/{at['NAME']}"


def mail_by(port: int) -> dict[str, str]:
    """The environment of an installation that sends its mail there."""
    return {
        "EMAIL_URL": f"smtp://127.0.0.1:{port}",
        "MAIL_FROM": "Ronghe <digests@ronghe.example>",
        "PUBLIC_URL": "https://ronghe.example",
    }


@pytest.fixture
def senders(sink, tmp_path) -> Iterator[Path]:
    """The log of a process that sends in one child after the other: their ids."""
    environ = os.environ | mail_by(sink[1])
    environ |= {"DATABASE_URL": database(), "DJANGO_SETTINGS_MODULE": "config.settings"}
    log = tmp_path / "senders.log"
    with log.open("wb") as out:
        process = start_supervised(
            [sys.executable, "-m", "tests.service.digest_sender", str(LEASE)],
            environ=environ,
            log=out,
        )
    try:
        yield log
    finally:
        process.stdin.close()
        process.wait(timeout=15)


def children(log: Path) -> list[int]:
    return [int(line) for line in log.read_text().split() if line.isdigit()]


def kill_after_a_mail(sink: Sink, log: Path, number: int, wait: float) -> None:
    """kill -9 of this child, some time after one more mail has arrived."""
    pid = within(90, lambda: (children(log)[number:] or [0])[0], "a child sends")
    before = len(sink.arrived)
    within(90, lambda: len(sink.arrived) > before, "one more mail has arrived")
    time.sleep(wait)
    os.kill(pid, signal.SIGKILL)


def test_sixty_digests_arrive_once_each_though_their_sender_is_killed_twenty_times(
    sink, senders, record_property
):
    waiting_digests()
    handler, _ = sink
    chance = random.Random(7)
    for number in range(KILLS):
        # The server has not answered yet, or nothing is recorded yet, or the next mail goes out.
        kill_after_a_mail(handler, senders, number, chance.uniform(0, 0.04))
    left = DigestMessage.objects.exclude(state="sent")
    assert left.exists(), "all were sent before the last kill: too little was tested"
    within(60, lambda: not left.exists(), "all are sent")

    mails = [message_from_bytes(one, policy=policy.default) for one in handler.arrived]
    times = Counter(mail["Message-ID"] for mail in mails)
    rows = DigestMessage.objects.values_list("pk", flat=True)
    assert times.keys() == {f"<digest.{pk}@ronghe.example>" for pk in rows}
    copies = len(mails) - DIGESTS
    record_property("copies at the level of SMTP", copies)
    sys.stderr.write(f"{DIGESTS} digests, {KILLS} kills: {copies} copies at the level of SMTP\n")
    assert 0 < copies <= KILLS
    # A copy is the same mail, so that it does not matter which of them a mail store keeps.
    assert len(set(handler.arrived)) == DIGESTS
    store = {mail["Message-ID"]: mail for mail in mails}
    expected = DigestSubscription.objects.values_list("member__email", flat=True)
    assert sorted(mail["To"] for mail in store.values()) == sorted(expected)


def test_a_mail_has_both_forms_and_a_link_that_mail_clients_know(sink, senders):
    waiting_digests()
    within(90, lambda: sink[0].arrived, "a mail has arrived")
    mail = message_from_bytes(sink[0].arrived[0], policy=policy.default)
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
    assert mail["Subject"] == "针织服装：新列入1家"
    assert mail["From"] == "Ronghe <digests@ronghe.example>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    link = mail["List-Unsubscribe"].strip()
    assert link.startswith("<https://ronghe.example/unsubscribe/")
    assert link.endswith(">")


def test_the_workers_compose_what_is_due_and_send_it_once(service, sink):
    service.environ |= mail_by(sink[1])
    subscription = subscription_with_news()
    service.start_worker()
    service.start_sweep()
    sent = DigestMessage.objects.filter(subscription=subscription, state="sent")
    within(120, sent.exists, "a worker has sent the digest")
    (mail,) = (message_from_bytes(one, policy=policy.default) for one in sink[0].arrived)
    assert mail["Message-ID"] == f"<digest.{sent.get().pk}@ronghe.example>"
    assert mail["To"] == "a@nordtuch.example"
