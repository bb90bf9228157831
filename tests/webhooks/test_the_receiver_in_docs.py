"""docs/receiver.py as a reader runs it, fed by what we send."""

import os
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from webhooks.endpoints import registration
from webhooks.endpoints.registration import EndpointSpec
from webhooks.models import Attempt, Delivery

BASE_DIR = Path(__file__).resolve().parents[2]
pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def listening(firm):
    """An endpoint of the firm where the receiver runs; its address, and the process."""
    endpoint, secret = registration.create_endpoint(
        firm=firm, spec=EndpointSpec(url="http://127.0.0.1:9/")
    )
    process = subprocess.Popen(
        [sys.executable, str(BASE_DIR / "docs" / "receiver.py"), "0"],
        env=os.environ | {"RONGHE_WEBHOOK_SECRET": secret},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    port = process.stdout.readline().split()[-1]
    url = f"http://127.0.0.1:{port}/hook"
    registration.update_endpoint(endpoint=endpoint, spec=EndpointSpec(url=url))
    yield url, process
    process.terminate()
    process.wait(10)
    process.stdout.close()


def test_it_prints_an_event_once_however_often_it_comes(listening, rounds, emit_event):
    _, process = listening
    event = emit_event(data={"note": "针织"})
    rounds.send()
    assert Delivery.objects.get().state == "delivered"
    assert Attempt.objects.get().status == 204
    Delivery.objects.update(state="pending", next_attempt_at=event.occurred_at)
    registration.Endpoint.objects.update(tokens=1)
    rounds.send()
    another = emit_event(data={"note": "second"})
    registration.Endpoint.objects.update(tokens=1)
    rounds.send()
    lines = [process.stdout.readline() for _ in range(2)]
    assert [line.split()[0] for line in lines] == [str(event.number), str(another.number)]


def test_what_is_not_signed_is_refused(listening):
    url, _ = listening
    request = urllib.request.Request(url, data=b"{}", headers={"webhook-id": "msg_x"})
    with pytest.raises(urllib.error.HTTPError, match="400") as refused:
        urllib.request.urlopen(request, timeout=5)
    refused.value.close()
