"""Two processes asked by many at once: one deed a key, the limit is held, probes are answered."""

import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest

from matcher.models import Shortlist

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
LIMIT, WAITERS = 50, 64


def many(count, ask):
    """What each of `count` threads is answered that ask at one instant."""
    start = threading.Barrier(count)

    def wait_and_ask(_):
        start.wait(60)
        return ask()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(wait_and_ask, range(count)))


@pytest.fixture
def served(service):
    service.start_web(processes=2)
    return service


@pytest.fixture
def limited(service):
    # A day, not a minute: the test must not see two periods.
    service.environ["RATE_LIMIT"] = f"{LIMIT}/day"
    service.start_web(processes=2)
    return service


def test_fifty_requests_under_one_idempotency_key_make_one_shortlist(served, seeded, key, knitwear):
    answers = many(
        50,
        lambda: served.call(
            key, "POST", "/v1/shortlists", knitwear, **{"Idempotency-Key": "order-117"}
        ),
    )
    statuses = Counter(status for status, _ in answers)
    assert set(statuses) <= {202, 409}
    assert len({body["id"] for status, body in answers if status == 202}) == 1
    assert Shortlist.objects.count() == 1


def test_of_two_hundred_requests_at_a_limit_of_fifty_fifty_pass(limited, key):
    answers = many(200, lambda: limited.call(key, "GET", "/v1/datasets"))
    assert Counter(status for status, _ in answers) == {200: LIMIT, 429: 150}


def test_probes_are_answered_while_sixty_four_wait(served, seeded, key, knitwear):
    """No worker runs, so that all wait as long as they may; the probe must not wait with them."""
    returned = []

    def wait():
        answer = served.call(key, "POST", "/v1/shortlists", knitwear, Prefer="wait=10")
        returned.append(time.monotonic())
        return answer

    with ThreadPoolExecutor(1) as asking:
        waiters = asking.submit(many, WAITERS, wait)
        probed = []
        while not waiters.done():
            status, _ = served.call(key, "GET", "/livez")
            probed.append((time.monotonic(), status))
            time.sleep(0.1)
    assert {status for status, _ in waiters.result()} == {202}
    assert {status for _, status in probed} == {200}
    # As many as may wait do so for ten seconds, and are the last to return.
    last = max(returned)
    while_waiting = [at for at, _ in probed if last - 5 < at < last]
    assert len(while_waiting) >= 10
