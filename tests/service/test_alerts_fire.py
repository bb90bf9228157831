"""Each alert is silent while all is well, and fires on the fault that it is there for, alone."""

import datetime as dt
import re
import urllib.request

import pytest
from django.utils import timezone

from matcher.models import Shortlist
from tests.service.conftest import within
from tests.service.rules import RULES, firing, parse_scrape

EXPRESSIONS = {rule["alert"]: rule["expr"] for rule in RULES}
# A scrape of a service at work, of what the rules ask for.
WELL = """
ronghe_briefs_oldest_unanswered_seconds 3
ronghe_answers_total{outcome="failed"} 2
ronghe_answers_total{outcome="revised"} 1000
ronghe_workers_alive 2
ronghe_queue_length 4
ronghe_broker_up 1
ronghe_messages_unsent_total 7
ronghe_requests_uncounted_total 7
ronghe_request_duration_seconds_count{route="v1/rank",status="2xx"} 10000
ronghe_request_duration_seconds_count{route="v1/rank",status="5xx"} 5
ronghe_request_duration_seconds_bucket{route="v1/rank",status="2xx",le="2.5"} 10000
ronghe_request_duration_seconds_bucket{route="v1/rank",status="2xx",le="5.0"} 10000
ronghe_request_duration_seconds_bucket{route="v1/rank",status="2xx",le="+Inf"} 10000
ronghe_request_duration_seconds_bucket{route="v1/shortlists",status="2xx",le="2.5"} 0
ronghe_request_duration_seconds_bucket{route="v1/shortlists",status="2xx",le="+Inf"} 900
ronghe_database_pool_waiting 0
ronghe_database_connections{state="active"} 5
ronghe_database_connections{state="idle"} 20
ronghe_database_connections_max 100
ronghe_webhook_oldest_due_seconds 2
ronghe_webhook_swept_last_hour 1
ronghe_webhook_deliveries{state="pending"} 30
ronghe_webhook_deliveries{state="held"} 0
ronghe_webhook_deliveries{state="quarantined"} 0
ronghe_digest_oldest_due_seconds 0
ronghe_snapshot_changes_behind 12
ronghe_snapshot_age_seconds 60
ronghe_index_rebuilds_total 1
ronghe_quota_use_ratio{firm="7"} 0.85
ronghe_metrics_failed{part="workers"} 0
ronghe_metrics_failed{part="queue"} 0
"""
_COUNT = "ronghe_request_duration_seconds_count"
_BUCKET = "ronghe_request_duration_seconds_bucket"
# What stands in the later scrape of a service with the fault that the alert is there for.
FAULTS = {
    "AnswersAreLate": {"ronghe_briefs_oldest_unanswered_seconds": "61"},
    "AnswersFail": {'ronghe_answers_total{outcome="failed"}': "3"},
    "NoWorkerAnswers": {"ronghe_workers_alive": "0"},
    "QueueGrows": {"ronghe_queue_length": "1001"},
    "RedisIsAway": {"ronghe_broker_up": "0"},
    "MessagesAreNotSent": {"ronghe_messages_unsent_total": "8"},
    "RequestsAreNotLimited": {"ronghe_requests_uncounted_total": "8"},
    "RequestsFail": {
        f'{_COUNT}{{route="v1/rank",status="2xx"}}': "10900",
        f'{_COUNT}{{route="v1/rank",status="5xx"}}': "15",
    },
    "RequestsAreSlow": {
        f'{_BUCKET}{{route="v1/rank",status="2xx",le="2.5"}}': "10980",
        f'{_BUCKET}{{route="v1/rank",status="2xx",le="5.0"}}': "11000",
        f'{_BUCKET}{{route="v1/rank",status="2xx",le="+Inf"}}': "11000",
    },
    "ThreadsWaitForConnections": {"ronghe_database_pool_waiting": "1"},
    "ConnectionsRunOut": {'ronghe_database_connections{state="active"}': "61"},
    "DeliveriesAreLate": {"ronghe_webhook_oldest_due_seconds": "61"},
    "SendersAreLost": {"ronghe_webhook_swept_last_hour": "11"},
    "DeliveriesAreHeld": {'ronghe_webhook_deliveries{state="quarantined"}': "1"},
    "DigestsAreLate": {"ronghe_digest_oldest_due_seconds": "601"},
    "SnapshotFallsBehind": {"ronghe_snapshot_age_seconds": "3601"},
    "PartnersWereRebuilt": {"ronghe_index_rebuilds_total": "2"},
    "FirmNearsItsLimit": {'ronghe_quota_use_ratio{firm="7"}': "0.96"},
    "MetricsFail": {'ronghe_metrics_failed{part="queue"}': "1"},
}
# Nothing that the rules ask for is told at all.
SILENT = "ronghe_of_another_version 1\n"


def scraped(changes: dict[str, str]) -> str:
    text = WELL
    for name, value in changes.items():
        text, found = re.subn(rf"(?m)^{re.escape(name)} .*$", f"{name} {value}", text)
        assert found == 1, name
    return text


def alerts(before: str, now: str) -> set[str]:
    scrapes = parse_scrape(before), parse_scrape(now)
    return {alert for alert, expression in EXPRESSIONS.items() if firing(expression, *scrapes)}


def test_none_fires_while_all_is_well():
    assert alerts(WELL, WELL) == set()


def test_each_has_a_fault():
    assert {*FAULTS, "MetricsAreMissing"} == set(EXPRESSIONS)


@pytest.mark.parametrize("alert", FAULTS)
def test_each_fires_on_its_fault_and_no_other_does(alert):
    assert alerts(WELL, scraped(FAULTS[alert])) == {alert}


def test_where_nothing_is_told_that_is_what_fires():
    assert alerts(SILENT, SILENT) == {"MetricsAreMissing"}


def test_one_request_in_two_hundred_that_fails_or_is_slow_wakes_nobody():
    few = {
        f'{_COUNT}{{route="v1/rank",status="2xx"}}': "10995",
        f'{_COUNT}{{route="v1/rank",status="5xx"}}': "10",
        f'{_BUCKET}{{route="v1/rank",status="2xx",le="2.5"}}': "10995",
        f'{_BUCKET}{{route="v1/rank",status="2xx",le="5.0"}}': "11000",
        f'{_BUCKET}{{route="v1/rank",status="2xx",le="+Inf"}}': "11000",
    }
    assert alerts(WELL, scraped(few)) == set()


def test_shortlists_that_are_waited_for_are_not_slow():
    waited = {f'{_BUCKET}{{route="v1/shortlists",status="2xx",le="+Inf"}}': "2000"}
    assert alerts(WELL, scraped(waited)) == set()


def test_the_firm_that_nears_its_limit_is_named():
    scrapes = parse_scrape(WELL), parse_scrape(scraped(FAULTS["FirmNearsItsLimit"]))
    assert list(firing(EXPRESSIONS["FirmNearsItsLimit"], *scrapes)) == [frozenset({("firm", "7")})]


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_they_fire_on_the_real_service_when_its_worker_is_killed(
    service, seeded, key, knitwear, tmp_path
):
    service.environ |= {"INDEX_DIR": str(tmp_path / "index")}
    service.start_web_and_worker()
    service.start_sweep()

    def scrape():
        with urllib.request.urlopen(f"{service.address}/metrics", timeout=60) as response:
            return response.read().decode()

    def all_is_well():
        found = scrape()
        return found if "ronghe_snapshot_bytes" in found and not alerts(found, found) else None

    service.call(key, "POST", "/v1/shortlists", knitwear)
    before = within(90, all_is_well, "no alert fires")
    service.kill("sweep")
    service.kill("worker")
    assert service.call(key, "POST", "/v1/shortlists", knitwear)[0] == 202
    long_ago = timezone.now() - dt.timedelta(minutes=2)
    assert Shortlist.objects.unanswered().update(waiting_since=long_ago) == 1
    # A process asks for workers every ten seconds.
    expected = {"NoWorkerAnswers", "AnswersAreLate"}
    within(60, lambda: alerts(before, scrape()) == expected, "they fire, and no other does")
