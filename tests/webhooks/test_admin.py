"""The admin looks, and sends again; it writes nothing else."""

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client

from webhooks.models import Delivery

pytestmark = pytest.mark.django_db
PAGES = ("event", "endpoint", "delivery", "notice")


def _staff(*permissions: str) -> Client:
    user = User.objects.create_user("operator", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def sent(endpoint, receiver, rounds, emit_event) -> Delivery:
    emit_event()
    rounds.send()
    return Delivery.objects.get()


def test_everything_can_be_looked_at_and_nothing_changed(sent):
    client = _staff(*(f"view_{page}" for page in (*PAGES, "attempt")))
    for page in PAGES:
        assert client.get(f"/admin/webhooks/{page}/").status_code == 200
        assert client.get(f"/admin/webhooks/{page}/add/").status_code == 403
    shown = client.get(f"/admin/webhooks/delivery/{sent.pk}/change/")
    assert shown.status_code == 200
    assert "_save" not in shown.content.decode()


def _send_again(client: Client, pk: int) -> None:
    client.post(
        "/admin/webhooks/delivery/", {"action": "send_again", "_selected_action": [pk]}, follow=True
    )


def test_who_may_change_deliveries_sends_one_again(sent):
    _send_again(_staff("view_delivery", "change_delivery"), sent.pk)
    assert Delivery.objects.get().state == "pending"


def test_who_may_only_look_does_not(sent):
    _send_again(_staff("view_delivery"), sent.pk)
    assert Delivery.objects.get().state == "delivered"
