"""The state of the whole service, as a scrape reads it from PostgreSQL, Redis and the disk.

Counts and ages only: of a single firm nothing but that it comes near its limit.
"""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import structlog
from django.conf import settings
from django.db import connection
from django.db.models import Count, Min
from django.utils import timezone
from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily, Metric
from redis.exceptions import RedisError

from api.probes.quota_use import quota_use
from core import counters, task_queue_health
from core.monitoring import tallies
from matcher.digests import mailing
from matcher.index.columns_file import columns_path
from matcher.models import IndexFile, Shortlist
from matcher.shortlists.store_answers import OUTCOMES
from webhooks.sending.delivery_metrics import load_delivery_metrics

log = structlog.get_logger(__name__)
_SECONDS = 0.5  # of patience with Redis: a scrape must not wait for it
# Every state, so that a series does not vanish with the last connection in it.
_CONNECTIONS = """
SELECT count(*) FILTER (WHERE state = 'active'), count(*) FILTER (WHERE state = 'idle'),
    count(*) FILTER (WHERE state LIKE 'idle in transaction%%'),
    current_setting('max_connections')::int
FROM pg_stat_activity WHERE datname = current_database() AND backend_type = 'client backend'
"""


class ServiceState:
    """Collects the figures of the service. A part that cannot be read is left out and counted in
    `ronghe_metrics_failed`: an alert on a missing series would not say why it is missing.
    """

    def collect(self) -> Iterable[Metric]:
        failed = GaugeMetricFamily(
            "ronghe_metrics_failed",
            "1 for a part of /metrics that could not be read.",
            None,
            ["part"],
        )
        for name, part in PARTS.items():
            try:
                yield from list(part())
            except Exception as fault:  # each part is for itself: the others are still told
                log.warning("a part of the metrics cannot be read", part=name, fault=repr(fault))
                failed.add_metric([name], 1)
            else:
                failed.add_metric([name], 0)
        yield failed


def _gauge(name: str, meaning: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"ronghe_{name}", meaning, value)


def _briefs() -> Iterator[Metric]:
    waiting = Shortlist.objects.waiting().outside_batches()
    found = waiting.aggregate(count=Count("pk"), oldest=Min("waiting_since"))
    age = (timezone.now() - found["oldest"]).total_seconds() if found["oldest"] else 0.0
    yield _gauge(
        "briefs_unanswered", "Briefs outside batches that wait for an answer.", found["count"]
    )
    yield _gauge(
        "briefs_oldest_unanswered_seconds", "Age of the oldest of them, 0 where none waits.", age
    )
    counted = tallies.totals("answers")
    answers = CounterMetricFamily(
        "ronghe_answers", "Checks of briefs by what came of them.", None, ["outcome"]
    )
    for outcome in OUTCOMES:
        answers.add_metric([outcome], counted[outcome])
    yield answers


def _queue() -> Iterator[Metric]:
    with task_queue_health.broker_client(_SECONDS) as redis:
        try:
            length: int | None = int(redis.llen("celery"))
        except RedisError:
            length = None
    yield _gauge("broker_up", "1 where Redis answers within half a second.", length is not None)
    if length is None:
        return
    yield _gauge("queue_length", "Tasks that no worker has taken yet.", length)
    yield _gauge(
        "workers_alive",
        "Workers that answered over Redis in the last ten seconds.",
        task_queue_health.count_workers() or 0,
    )


def _snapshot() -> Iterator[Metric]:
    newest = IndexFile.objects.first()
    if newest is None:
        return
    age = (timezone.now() - newest.built_at).total_seconds()
    behind = counters.current("partners") - newest.partners_number
    yield _gauge("snapshot_age_seconds", "Age of the newest file of partners.", age)
    yield _gauge("snapshot_partners", "Partners in it.", newest.partner_count)
    yield _gauge("snapshot_changes_behind", "Changes of partners that it does not hold.", behind)
    path = columns_path(Path(settings.INDEX_DIR), newest.digest) if settings.INDEX_DIR else None
    if path and path.exists():
        yield _gauge("snapshot_bytes", "Its size on this machine.", path.stat().st_size)


def _deliveries() -> Iterator[Metric]:
    now = load_delivery_metrics()
    yield _gauge(
        "webhook_oldest_due_seconds", "Age of the oldest delivery that is due.", now.oldest_due
    )
    backlog = GaugeMetricFamily(
        "ronghe_webhook_deliveries", "Unfinished deliveries, by state.", None, ["state"]
    )
    for state, count in now.backlog.items():
        backlog.add_metric([state], count)
    yield backlog
    yield _gauge(
        "webhook_swept_last_hour", "Attempts whose sender was lost, in the last hour.", now.swept
    )
    counted = tallies.totals("attempts")
    attempts = CounterMetricFamily(
        "ronghe_webhook_attempts", "Attempts to deliver, by outcome.", None, ["outcome"]
    )
    for outcome in ("delivered", "failed"):
        attempts.add_metric([outcome], counted[outcome])
    yield attempts


def _digests() -> Iterator[Metric]:
    yield _gauge(
        "digest_oldest_due_seconds", "Age of the oldest digest that is due.", mailing.oldest_due()
    )


def _database() -> Iterator[Metric]:
    with connection.cursor() as cursor:
        cursor.execute(_CONNECTIONS, [])
        *counts, most = cursor.fetchone()
    connections = GaugeMetricFamily(
        "ronghe_database_connections",
        "Connections to the database of all processes, by state.",
        None,
        ["state"],
    )
    for state, count in zip(("active", "idle", "idle_in_transaction"), counts, strict=True):
        connections.add_metric([state], count)
    yield connections
    yield _gauge("database_connections_max", "Connections that PostgreSQL allows.", most)


def _quotas() -> Iterator[Metric]:
    use = GaugeMetricFamily(
        "ronghe_quota_use_ratio",
        "Share of the rate limit that a firm's busiest key has used in this window, from 0.8 on.",
        None,
        ["firm"],
    )
    for firm, share in quota_use().items():
        use.add_metric([str(firm)], share)
    yield use


PARTS: dict[str, Callable[[], Iterator[Metric]]] = {
    "briefs": _briefs,
    "snapshot": _snapshot,
    "deliveries": _deliveries,
    "digests": _digests,
    "database": _database,
    "quotas": _quotas,
    # Last: the ages of the others are told before half a second is spent here.
    "queue": _queue,
}
