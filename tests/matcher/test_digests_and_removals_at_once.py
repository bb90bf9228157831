"""A member is removed, or unsubscribes, while a digest is composed: neither stands in the way."""

import datetime as dt
import threading
import time

import pytest
from django.db import connection
from django.utils import timezone

from firms import members
from firms.models import Firm, Member, Role
from matcher.digests import composing, mailing, subscriptions
from matcher.digests.digest_texts import DigestTexts
from matcher.models import Brief, DigestMessage, DigestSubscription, Revision, Shortlist
from tests.at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)
_WAITING = "SELECT count(*) FROM pg_locks WHERE NOT granted"


@pytest.fixture
def subscription(settings):
    """A subscription at once to a shortlist whose second revision says another verdict."""
    settings.SENDS_MAIL, settings.PUBLIC_URL = True, "https://ronghe.example"
    firm = Firm.objects.create(name="Nordtuch GmbH")
    shortlist = Shortlist.objects.create(brief=Brief.objects.create(firm=firm, asked={}))
    for number in (1, 2):
        Revision.objects.create(
            shortlist=shortlist,
            number=number,
            brief_version=1,
            model="ronghe-9",
            policy=number,
            partners=1,
            as_of=dt.date(2026, 11, 29),
            understood={},
            weights={},
            excluded={},
            verdict={"code": "few", "parts": [{"code": "change.day", "args": {"n": number}}]},
            digest=str(number),
        )
    member = members.set_member(firm=firm, email="a@nordtuch.example", role=Role.VIEWER)
    return DigestSubscription.objects.create(
        shortlist=shortlist,
        member=member,
        rhythm="at_once",
        language="en",
        hour=8,
        weekday=1,
        last_revision=1,
        next_due_at=timezone.now(),
    )


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
