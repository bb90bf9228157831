"""Emit owes each event to the endpoints that want it, in the same transaction."""

import pytest
from django.db import transaction

from firms.models import Firm
from webhooks.endpoints import registration
from webhooks.endpoints.registration import EndpointSpec
from webhooks.models import Delivery

pytestmark = pytest.mark.django_db
GUANGDONG, ZHEJIANG = "province:440000", "province:330000"


@pytest.fixture
def wants(firm):
    def _wants(**spec: object) -> None:
        registration.create_endpoint(
            firm=firm, spec=EndpointSpec(url="http://127.0.0.1:9/", **spec)
        )

    return _wants


def test_an_event_for_one_firm_reaches_no_other(firm, wants, emit_event):
    wants()
    emit_event(firm=Firm.objects.create(name="Another"))
    assert not Delivery.objects.exists()
    emit_event(firm=firm)
    assert Delivery.objects.count() == 1


def test_an_event_for_everyone_reaches_every_firm(firm, wants, emit_event):
    wants()
    registration.create_endpoint(
        firm=Firm.objects.create(name="Another"), spec=EndpointSpec(url="http://127.0.0.1:9/")
    )
    emit_event()
    assert Delivery.objects.count() == 2


def test_types_narrow(wants, emit_event):
    wants(types=("webhook.test",))
    emit_event()
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
def test_topics_narrow_within_their_kind(wanted, told, reached, wants, emit_event):
    wants(topics=wanted)
    emit_event(topics=told)
    assert Delivery.objects.exists() == reached


def test_a_change_that_is_rolled_back_is_owed_to_nobody(wants, emit_event):
    wants()
    with transaction.atomic():
        emit_event()
        transaction.set_rollback(True)
    assert not Delivery.objects.exists()
