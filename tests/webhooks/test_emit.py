"""An event is written in the transaction that makes it true, or not at all."""

import pytest
from django.db import IntegrityError, transaction

from core import counters
from core.faults import NoTransaction
from firms.models import Firm
from webhooks.errors import UnknownEventType
from webhooks.models import Event
from webhooks.outbox import emit


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_it_is_refused(sample):
    with pytest.raises(NoTransaction):
        emit(type=sample.name, source="thing:1", version=1, data={})
    assert not Event.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_change_that_is_rolled_back_was_never_told(sample):
    before = counters.current("event")
    with transaction.atomic():
        emit(type=sample.name, source="thing:1", version=1, data={})
        transaction.set_rollback(True)  # the change fails after it was told
    assert not Event.objects.exists()
    assert counters.current("event") == before


@pytest.mark.django_db
def test_an_undeclared_type_is_refused():
    with pytest.raises(UnknownEventType, match=r"sample\.unheard"):
        emit(type="sample.unheard", source="thing:1", version=1, data={})


@pytest.mark.django_db
def test_telling_the_same_change_twice_is_refused_by_the_database(sample):
    emit(type=sample.name, source="thing:1", version=1, data={})
    with pytest.raises(IntegrityError, match="one_event_per_change"), transaction.atomic():
        emit(type=sample.name, source="thing:1", version=1, data={})


@pytest.mark.django_db
def test_it_keeps_what_was_said_and_to_whom(sample):
    firm = Firm.objects.create(name="Nordtuch GmbH")
    emit(
        type=sample.name,
        source="thing:1",
        version=3,
        firm=firm,
        topics=["province:440000"],
        data={"a": "针织"},
    )
    event = Event.objects.get()
    assert (event.firm, event.version, event.topics) == (firm, 3, ["province:440000"])
    assert event.data == {"a": "针织"}
    assert event.webhook_id.startswith("msg_")
    assert "." not in event.webhook_id
