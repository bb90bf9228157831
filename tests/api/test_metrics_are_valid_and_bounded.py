"""/metrics is text that Prometheus' own parser reads, and its labels do not grow with its use."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from prometheus_client.parser import text_string_to_metric_families

from api.probes import quota_use, service_metrics
from core.monitoring import tallies
from firms import api_keys
from firms.models import Firm
from firms.usage import counter
from matcher.models import Brief, Shortlist

pytestmark = pytest.mark.django_db


def families(client):
    response = client.get("/metrics")
    assert response.status_code == 200
    found = list(text_string_to_metric_families(response.content.decode()))
    assert len({one.name for one in found}) == len(found)
    return {one.name: one for one in found}


def value(client, name, **labels: str):
    for family in families(client).values():
        for sample in family.samples:
            if sample.name == name and labels.items() <= sample.labels.items():
                return sample.value
    return None


def test_each_is_explained_and_every_part_was_read(client, reference):
    found = families(client)
    assert all(one.documentation.endswith(".") for one in found.values())
    parts = {one.labels["part"]: one.value for one in found["ronghe_metrics_failed"].samples}
    assert parts == dict.fromkeys(service_metrics.PARTS, 0)


def test_addresses_that_nobody_knows_make_one_series(client):
    def series():
        return len(families(client)["ronghe_request_duration_seconds"].samples)

    client.get("/nothing-here-0")
    before = series()
    for n in range(1, 20):
        client.get(f"/nothing-here-{n}")
        client.generic(f"BREW{n}", f"/v1/nothing/{n}")
        client.get(f"/v1/partners/{n}")
    # One of a method that is none, one of the route of partners.
    assert series() <= before + 2 * 14


def test_a_request_is_counted_under_its_route(client):
    labels = {"route": "v1/partners/<int:id>", "method": "GET", "status": "4xx"}
    name = "ronghe_request_duration_seconds_count"
    before = value(client, name, **labels) or 0
    client.get("/v1/partners/123456789")
    assert value(client, name, **labels) == before + 1


def test_a_part_that_cannot_be_read_leaves_the_others(client, monkeypatch):
    def broken():
        raise OSError("a disk is gone")
        yield

    monkeypatch.setitem(service_metrics.PARTS, "snapshot", broken)
    assert value(client, "ronghe_metrics_failed", part="snapshot") == 1
    assert value(client, "ronghe_briefs_unanswered") == 0


def test_briefs_that_wait_are_counted_by_their_index(client, reference):
    firm = Firm.objects.create(name="Of many answered briefs")
    briefs = Brief.objects.bulk_create([Brief(firm=firm, asked={}) for _ in range(500)])
    Shortlist.objects.bulk_create(
        [Shortlist(brief=one, checked_version=1, waiting_since=None) for one in briefs]
    )
    with CaptureQueriesContext(connection) as asked:
        list(service_metrics.PARTS["briefs"]())
    [counting] = [
        one["sql"] for one in asked if 'MIN("matcher_shortlist"."waiting_since")' in one["sql"]
    ]
    with connection.cursor() as cursor:
        # Other tests left other counts of rows, and few rows are read at once.
        cursor.execute("ANALYZE matcher_shortlist, matcher_brief")
        cursor.execute(f"EXPLAIN {counting}")
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "shortlist_waiting" in plan


def test_totals_are_the_sum_over_processes(client, monkeypatch):
    tallies.add({"answers:revised": 2, "answers:failed": 0})
    monkeypatch.setattr("os.getpid", lambda: 7)
    tallies.add({"answers:revised": 3})
    assert value(client, "ronghe_answers_total", outcome="revised") == 5
    assert value(client, "ronghe_answers_total", outcome="failed") == 0


def test_only_firms_near_their_limit_are_told(client, monkeypatch, settings):
    monkeypatch.setattr("api.requests.rate_limits.ApiKeyThrottle.rate", "10/hour", raising=False)
    firms = [Firm.objects.create(name=f"Firm {n}") for n in range(3)]
    for firm, requests in zip(firms, (2, 9, 30), strict=True):
        text = api_keys.issue(firm=firm)
        for _ in range(requests):
            client.get("/v1/datasets", headers={"Authorization": f"Bearer {text}"})
    counter.flush()
    assert quota_use.quota_use() == {firms[1].pk: 0.9, firms[2].pk: 1.0}
    assert value(client, "ronghe_quota_use_ratio", firm=str(firms[2].pk)) == 1.0
