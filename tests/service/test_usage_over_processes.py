"""Two processes of the web server count what both have answered, and neither keeps a dead key."""

import os
import signal
from concurrent.futures import ThreadPoolExecutor

import pytest

from firms.models import KeyUsage
from tests.service.conftest import children, within

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
EACH, AT_ONCE = 25, 8


@pytest.fixture
def served(service):
    service.start_web(processes=2)
    return service


def test_usage_is_what_both_have_answered(served, key):
    def ask(_):
        return [served.call(key, "GET", "/v1/datasets")[0] for _ in range(EACH)]

    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = [status for found in pool.map(ask, range(AT_ONCE)) for status in found]
    assert answers == [200] * EACH * AT_ONCE
    status, usage = served.call(key, "GET", "/v1/usage")
    assert status == 200
    assert usage["requests"] == EACH * AT_ONCE
    assert [one["group"] for one in usage["results"][0]["groups"]] == ["datasets"]


def test_a_revoked_key_is_refused_by_both(served, key):
    for _ in range(20):
        assert served.call(key, "GET", "/v1/me")[0] == 200
    mine = served.call(key, "GET", "/v1/me")[1]["key"]["id"]
    assert served.call(key, "POST", f"/v1/keys/{mine}/revoke")[0] == 200
    assert [served.call(key, "GET", "/v1/me")[0] for _ in range(20)] == [401] * 20


def test_a_server_that_ends_writes_first(served, key):
    for _ in range(10):
        served.call(key, "GET", "/v1/me")
    (leader,) = children(served.processes["web"].pid)
    os.kill(leader, signal.SIGTERM)
    within(45, lambda: served.processes["web"].poll() is not None, "the server has ended")
    assert KeyUsage.objects.get().requests == 10
