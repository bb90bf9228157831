"""A member is removed, or unsubscribes, while a digest is composed: neither stands in the way."""

import threading
import time

import pytest
from django.db import connection

from firms import members
from firms.models import Member
from matcher.digests import composing, mailing, subscriptions
from matcher.digests.digest_texts import DigestTexts
from matcher.models import DigestMessage, DigestSubscription
from tests.at_once import at_once
from tests.matcher.digest_rows import subscription_with_news

pytestmark = pytest.mark.django_db(transaction=True)
_WAITING = "SELECT count(*) FROM pg_locks WHERE NOT granted"


@pytest.fixture
def subscription(settings):
    settings.SENDS_MAIL, settings.PUBLIC_URL = True, "https://ronghe.example"
    return subscription_with_news()


@pytest.fixture
def composing_slowly(monkeypatch):
    """An event that a digest is being composed; it is ready once somebody waits for a lock."""
    begun = threading.Event()

    def texts(*_: object) -> DigestTexts:
        begun.set()
        end = time.monotonic() + 10
        while time.monotonic() < end:
            with connection.cursor() as cursor:
                cursor.execute(_WAITING)
                if cursor.fetchone()[0]:
                    return DigestTexts("A subject", "A text", "<p>A text</p>")
            time.sleep(0.01)
        raise AssertionError("nobody waits for the digest that is composed")

    monkeypatch.setattr(composing, "digest_texts", texts)
    return begun


@pytest.mark.parametrize("way", ["removed", "unsubscribed"])
def test_a_digest_that_is_composed_meanwhile_goes_with_its_subscription(
    subscription, composing_slowly, way
):
    def end() -> object:
        assert composing_slowly.wait(10)
        if way == "removed":
            return members.remove_member(Member.objects.get())
        return subscriptions.unsubscribe(subscription.pk)

    composed, ended = at_once(lambda: composing.compose_digest(subscription.pk), end)
    assert isinstance(composed, DigestMessage)
    assert ended == (0 if way == "removed" else True)
    assert not DigestMessage.objects.exists()
    assert not DigestSubscription.objects.exists()
    assert Member.objects.exists() == (way == "unsubscribed")


def test_two_workers_compose_a_digest_once_and_send_it_once(subscription, mailoutbox):
    def work() -> int:
        return composing.compose_due_digests() + 10 * mailing.send_due_digests()

    rounds = [at_once(work, work) for _ in range(2)]
    assert sum(map(sum, rounds)) == 11
    assert [mail.to for mail in mailoutbox] == [["a@nordtuch.example"]]
