"""Redis is silent, full, or its connections are killed: briefs are taken at once and answered."""

import pytest
import redis

from harness.broken_brokers import broker_in_memory, fill, full_broker, silent_broker
from matcher.models import Shortlist
from tests.service.conftest import within

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.mark.parametrize("broken_broker", [silent_broker, full_broker])
def test_a_brief_is_taken_and_answered_without_a_broker(
    service, seeded, key, knitwear, broken_broker
):
    with broken_broker() as address:
        service.environ["REDIS_URL"] = address
        service.start_sweep()
        service.start_web()
        posted = [service.call(key, "POST", "/v1/shortlists", knitwear) for _ in range(3)]
        assert [status for status, _ in posted] == [202] * 3
        # The first answer reads all partners; on a busy machine that takes most of the time.
        within(40, lambda: not Shortlist.objects.unanswered().exists(), "all are answered")
        service.stop()


def test_a_worker_outlives_a_broker_that_is_full_and_connections_that_are_killed(
    service, seeded, key, knitwear
):
    with broker_in_memory() as address, redis.Redis.from_url(address) as client:
        service.environ["REDIS_URL"] = address
        service.start_web_and_worker()
        client.config_set("maxmemory", "1mb")
        client.config_set("maxmemory-policy", "noeviction")
        fill(address)
        client.client_kill_filter(_type="normal", skipme=True)
        within(60, lambda: b"Connection to broker lost" in service.log("worker"), "it is lost")
        assert service.call(key, "POST", "/v1/shortlists", knitwear)[0] == 202
        client.config_set("maxmemory", 0)
        client.flushall()

        def answered():
            # Messages that were not sent are not sent again: a later brief shows the worker.
            service.call(key, "POST", "/v1/shortlists", knitwear)
            return Shortlist.objects.filter(checked_version=1).exists()

        within(60, answered, "the worker works again")
        assert service.processes["worker"].poll() is None
        assert b"Unrecoverable error" not in service.log("worker")
        service.stop()
