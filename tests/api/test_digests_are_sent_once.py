"""A digest leaves the outbox once: tried again if refused, taken over if its sender died."""

import datetime as dt
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db.models import F
from django.utils import timezone

from matcher.digests import composing, mailing
from matcher.models import DigestMessage
from matcher.shortlists import answering
from partners.registry.registration import register_records
from tests.api.conftest import maker
from tests.api.mailing import make_due, sent, subscribed
from webhooks.sending.backoff import DELAYS

REFUSED = SMTPRecipientsRefused({"buyer@nordtuch.example": (550, b"5.1.1 no such\r\n user")})


@pytest.fixture(autouse=True)
def with_mail(settings):
    settings.SENDS_MAIL, settings.PUBLIC_URL = True, "https://ronghe.example"
    settings.DEFAULT_FROM_EMAIL = "Ronghe <digests@ronghe.example>"


@pytest.fixture
def message(firm, shortlist):
    """A digest that waits to be sent."""
    subscribed(firm, shortlist)
    register_records(records=[maker("own-list", "new", least=50, days=2)])
    answering.sweep()
    composing.compose_due_digests()
    return DigestMessage.objects.get()


@pytest.fixture
def failing(monkeypatch):
    """The mail server fails as it is told to, until it is told otherwise."""
    faults = []
    send = EmailBackend.send_messages

    def send_or_fail(self, messages):
        if faults:
            raise faults[0]
        return send(self, messages)

    monkeypatch.setattr(EmailBackend, "send_messages", send_or_fail)
    return faults


def test_a_sent_digest_is_recorded_and_shown(call, message, shortlist):
    assert len(sent()) == 1
    message.refresh_from_db()
    assert (message.state, message.attempts, message.lease_until) == ("sent", 1, None)
    member = message.subscription.member_id
    shown = call.get(f"{shortlist}/digests/{member}").json()["last_digest"]
    assert (shown["state"], shown["old_revision"], shown["new_revision"]) == ("sent", 1, 2)
    assert sent() == []


def test_its_name_and_date_are_those_of_the_row(message):
    (one,) = sent()
    assert one.extra_headers["Message-ID"] == f"<digest.{message.pk}@ronghe.example>"
    again = DigestMessage.objects.filter(pk=message.pk)
    again.update(state="sending", lease_until=timezone.now() - dt.timedelta(seconds=1))
    (copy,) = sent()
    assert one.message().as_bytes() == copy.message().as_bytes()


def test_a_digest_that_another_sender_has_is_left_to_it(message):
    DigestMessage.objects.update(
        state="sending", lease_until=timezone.now() + dt.timedelta(minutes=1)
    )
    assert sent() == []


def test_a_refused_digest_is_tried_again_later_and_says_why(call, message, failing, shortlist):
    failing.append(REFUSED)
    assert sent() == []
    message.refresh_from_db()
    assert (message.state, message.failures) == ("pending", 1)
    assert message.error == "550 5.1.1 no such user"
    assert dt.timedelta(seconds=1) < message.due_at - timezone.now() < dt.timedelta(seconds=7)
    failing.clear()
    make_due()
    assert len(sent()) == 1
    message.refresh_from_db()
    assert (message.state, message.attempts, message.error) == ("sent", 2, "")


def test_after_the_last_step_it_is_given_up_and_the_subscription_tells(
    call, message, failing, shortlist
):
    failing.append(REFUSED)
    for _ in range(len(DELAYS) + 3):
        make_due()
        sent()
    member = message.subscription.member_id
    shown = call.get(f"{shortlist}/digests/{member}").json()["last_digest"]
    assert (shown["state"], shown["attempts"]) == ("given_up", len(DELAYS) + 1)
    assert shown["error"] == "550 5.1.1 no such user"


def test_one_refused_address_holds_up_no_other(firm, shortlist, message, monkeypatch):
    subscribed(firm, shortlist, email="second@nordtuch.example")
    register_records(records=[maker("own-list", "newer", least=50, days=2)])
    answering.sweep()
    send = EmailBackend.send_messages

    def refuse_buyer(self, messages):
        if messages[0].to == ["buyer@nordtuch.example"]:
            raise SMTPDataError(554, b"no thanks")
        return send(self, messages)

    monkeypatch.setattr(EmailBackend, "send_messages", refuse_buyer)
    assert [one.to for one in sent()] == [["second@nordtuch.example"]]


def test_a_broken_connection_ends_the_round_and_costs_one_digest_an_attempt(
    firm, shortlist, message, failing
):
    subscribed(firm, shortlist, email="second@nordtuch.example")
    register_records(records=[maker("own-list", "newer", least=50, days=2)])
    answering.sweep()
    failing.append(SMTPServerDisconnected("gone"))
    sent()
    assert sorted(DigestMessage.objects.values_list("attempts", flat=True)) == [0, 0, 1]
    failing.clear()
    make_due()
    assert len(sent()) == 3


def test_a_server_that_is_away_costs_no_attempt_and_the_metrics_tell(message, monkeypatch, nobody):
    def refuse(self):
        raise ConnectionRefusedError

    monkeypatch.setattr(EmailBackend, "open", refuse, raising=False)
    DigestMessage.objects.update(due_at=timezone.now() - dt.timedelta(minutes=20))
    assert sent() == []
    message.refresh_from_db()
    assert (message.state, message.attempts) == ("pending", 0)
    told = nobody.client.get("/metrics").content.decode()
    assert "\nronghe_digest_oldest_due_seconds 120" in told


def test_whoever_lost_the_row_records_nothing(message, monkeypatch):
    send = EmailBackend.send_messages

    def slow(self, messages):
        # Meanwhile another sender took the row over.
        DigestMessage.objects.update(attempts=F("attempts") + 1)
        return send(self, messages)

    monkeypatch.setattr(EmailBackend, "send_messages", slow)
    assert mailing.send_due_digests() == 1
    message.refresh_from_db()
    assert message.state == "sending"


def test_no_transaction_is_open_while_a_mail_is_sent(message, monkeypatch):
    seen = []
    monkeypatch.setattr(
        EmailBackend,
        "send_messages",
        lambda *_: seen.append(DigestMessage.objects.get().state),
    )
    mailing.send_due_digests()
    assert seen == ["sending"]


def test_without_mail_nothing_is_claimed(message, settings):
    settings.SENDS_MAIL = False
    assert sent() == []
    message.refresh_from_db()
    assert message.attempts == 0


def test_what_was_finished_long_ago_is_deleted(message):
    sent()
    assert composing.prune_digests() == 0
    DigestMessage.objects.update(finished_at=timezone.now() - dt.timedelta(days=91))
    assert composing.prune_digests() == 1
    assert len(mail.outbox) == 1
