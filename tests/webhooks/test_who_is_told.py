"""Emit owes each event to the endpoints that want it, in the same transaction."""

import pytest
from django.db import transaction

from firms.models import Firm
from webhooks.endpoints import registration
from webhooks.endpoints.registration import Wish
from webhooks.models import Delivery

pytestmark = pytest.mark.django_db
GUANGDONG, ZHEJIANG = "province:440000", "province:330000"


@pytest.fixture
def wants(firm):
    def _wants(**wish: object) -> None:
        registration.create(firm=firm, wish=Wish(url="http://127.0.0.1:9/", **wish))

    return _wants


def test_an_event_for_one_firm_reaches_no_other(firm, wants, tell):
    wants()
    tell(firm=Firm.objects.create(name="Another"))
    assert not Delivery.objects.exists()
    tell(firm=firm)
    assert Delivery.objects.count() == 1


def test_an_event_for_everyone_reaches_every_firm(firm, wants, tell):
    wants()
    registration.create(
        firm=Firm.objects.create(name="Another"), wish=Wish(url="http://127.0.0.1:9/")
    )
    tell()
    assert Delivery.objects.count() == 2


def test_types_narrow(wants, tell):
    wants(types=("webhook.test",))
    tell()
    assert not Delivery.objects.exists()


@pytest.mark.parametrize(
    ("wanted", "told", "reached"),
    [
        ((), (GUANGDONG,), True),
        ((GUANGDONG,), (GUANGDONG, "sector:C18"), True),
        ((GUANGDONG,), (ZHEJIANG,), False),
        ((GUANGDONG, ZHEJIANG), (ZHEJIANG,), True),
        ((GUANGDONG, "sector:C18"), (GUANGDONG, "sector:C18"), True),
        ((GUANGDONG, "sector:C18"), (GUANGDONG, "sector:C39"), False),
        ((GUANGDONG, "sector:C18"), (ZHEJIANG, "sector:C18"), False),
        ((GUANGDONG,), (), True),
        ((GUANGDONG,), ("sector:C18",), True),
    ],
)
def test_topics_narrow_within_their_kind(wanted, told, reached, wants, tell):
    wants(topics=wanted)
    tell(topics=told)
    assert Delivery.objects.exists() == reached


def test_a_change_that_is_rolled_back_is_owed_to_nobody(wants, tell):
    wants()
    with transaction.atomic():
        tell()
        transaction.set_rollback(True)
    assert not Delivery.objects.exists()
