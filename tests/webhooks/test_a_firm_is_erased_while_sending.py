"""What was sent for a firm that is erased meanwhile is not recorded; that of others is."""

import pytest
from django.db import connection

from firms.erasure.removal import erase_firm
from firms.models import Firm
from tests.webhooks.conftest import made_at
from tests.webhooks.worker import Round
from webhooks.models import Attempt, Delivery

pytestmark = pytest.mark.django_db


def test_the_other_firms_attempt_is_recorded(firm, receiver, emit_event):
    other = Firm.objects.create(name="Sudtuch GmbH")
    kept = made_at(receiver, other, "/kept")
    made_at(receiver, firm, "/gone")
    emit_event()
    sending = Round()
    try:
        claims = sending.begin()
        assert len(claims) == 2
        erase_firm(firm)
        sending.finish(claims)
    finally:
        sending.close()
    # Foreign keys are checked at the end of a transaction.
    connection.check_constraints()
    assert list(Delivery.objects.values_list("endpoint", "state")) == [(kept.pk, "delivered")]
    assert list(Attempt.objects.values_list("delivery__endpoint", flat=True)) == [kept.pk]
