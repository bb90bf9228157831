"""A request that failed leaves no idempotency key behind: corrected, it may use the key again."""

import os
import signal
import subprocess
import sys
from typing import Any

import pytest
from django.db import connection

from firms import api_keys
from firms.models import IdempotencyRecord
from matcher.briefs import submit
from matcher.models import Brief, Shortlist

KEY = "order-117"
# A process that is killed when all is written and nothing is committed.
KILLED = """
import os, signal, sys
import django
django.setup()
from django.test import Client
from api.requests import idempotency
from firms.models import IdempotencyRecord
from matcher.models import Shortlist

keep = idempotency._store_response

def keep_and_die(asked, response):
    keep(asked, response)
    print(Shortlist.objects.count(), IdempotencyRecord.objects.count(), flush=True)
    os.kill(os.getpid(), signal.SIGKILL)

idempotency._store_response = keep_and_die
Client(SERVER_NAME="localhost").post(
    "/v1/shortlists",
    '{"seeking": "manufacturer", "sectors": ["C182"]}',
    content_type="application/json",
    headers={"Authorization": "Bearer " + sys.argv[1], "Idempotency-Key": sys.argv[2]},
)
"""


@pytest.mark.django_db
def test_a_brief_that_was_refused_may_be_corrected_under_its_key(call, knitwear):
    wrong = {**knitwear, "sectors": ["knitwaer"]}
    assert call.post("/v1/shortlists", wrong, Idempotency_Key=KEY).status_code == 400
    assert call.post("/v1/shortlists", {"seeking": 7}, Idempotency_Key=KEY).status_code == 400
    assert call.post("/v1/shortlists", "{", Idempotency_Key=KEY).status_code == 400
    assert not IdempotencyRecord.objects.exists()
    right = call.post("/v1/shortlists", knitwear, Idempotency_Key=KEY)
    assert right.status_code == 202
    assert "Idempotent-Replayed" not in right.headers


@pytest.mark.django_db(transaction=True)
def test_what_broke_on_our_side_made_nothing_and_may_be_sent_again(call, knitwear, monkeypatch):
    ask = submit.submit

    def break_after(**given: Any):
        ask(**given)
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr(submit, "submit", break_after)
    call.client.raise_request_exception = False
    sent = {"data": knitwear, "content_type": "application/json"}
    broken = call.client.post("/v1/shortlists", **sent, headers={"Idempotency-Key": KEY})
    assert broken.status_code == 500
    assert not Brief.objects.exists()
    assert not IdempotencyRecord.objects.exists()
    monkeypatch.setattr(submit, "submit", ask)
    assert call.post("/v1/shortlists", knitwear, Idempotency_Key=KEY).status_code == 202
    assert Shortlist.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_killed_process_leaves_neither_the_key_nor_what_it_made(call, firm, lists):
    at = connection.settings_dict
    database = f"postgresql://{at['USER']}:{at['PASSWORD']}@{at['HOST']}:{at['PORT']}/{at['NAME']}"
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, api_keys.issue(firm=firm), KEY],
        env=os.environ | {"DATABASE_URL": database, "DJANGO_SETTINGS_MODULE": "config.settings"},
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert killed.stdout.split() == ["1", "1"], "both were written when it was killed"
    assert not Shortlist.objects.exists()
    assert not IdempotencyRecord.objects.exists()
    brief = {"seeking": "manufacturer", "sectors": ["C182"]}
    again = call.post("/v1/shortlists", brief, Idempotency_Key=KEY)
    assert again.status_code == 202
    assert "Idempotent-Replayed" not in again.headers
