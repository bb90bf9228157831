"""GET /metrics: figures in the Prometheus text format. They contain nothing about a single firm."""

import os
from collections.abc import Iterator
from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare

from api.requests import rate_limits
from matcher import loaded
from matcher.digests import mailing
from webhooks.sending.delivery_metrics import DeliveryMetrics, load_delivery_metrics

_FORM = "text/plain; version=0.0.4; charset=utf-8"


def page(request: HttpRequest) -> HttpResponse:
    """Return the delay and backlog of webhook deliveries, the number of lost senders, the delay of
    digests, and of this process the rebuilds of the partners and the requests that the rate limit
    did not count. In production to a scraper with METRICS_TOKEN, and to this machine.
    """
    if settings.METRICS_GUARDED and not (_has_token(request) or _is_local(request)):
        advice = "Send METRICS_TOKEN as `Authorization: Bearer TOKEN`.\n"
        return HttpResponse(advice, status=401, headers={"WWW-Authenticate": "Bearer"})
    text = "\n".join(_lines(load_delivery_metrics(), mailing.oldest_due())) + "\n"
    return HttpResponse(text, content_type=_FORM, headers={"Cache-Control": "no-store"})


def _has_token(request: HttpRequest) -> bool:
    token = settings.METRICS_TOKEN
    sent = request.headers.get("Authorization", "")
    return bool(token) and constant_time_compare(sent, f"Bearer {token}")


def _is_local(request: HttpRequest) -> bool:
    # A proxy on this machine connects from it too, for whoever asks.
    if "X-Forwarded-For" in request.headers or "Forwarded" in request.headers:
        return False
    try:
        return ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False


def _lines(now: DeliveryMetrics, oldest_digest: float) -> Iterator[str]:
    yield ("# HELP ronghe_webhook_oldest_due_seconds Age of the oldest delivery that is due.")
    yield "# TYPE ronghe_webhook_oldest_due_seconds gauge"
    yield f"ronghe_webhook_oldest_due_seconds {now.oldest_due:.3f}"
    yield "# HELP ronghe_webhook_deliveries Unfinished deliveries, by state."
    yield "# TYPE ronghe_webhook_deliveries gauge"
    for state, count in now.backlog.items():
        yield f'ronghe_webhook_deliveries{{state="{state}"}} {count}'
    yield (
        "# HELP ronghe_webhook_swept_last_hour Attempts whose sender was lost, in the last hour."
    )
    yield "# TYPE ronghe_webhook_swept_last_hour gauge"
    yield f"ronghe_webhook_swept_last_hour {now.swept}"
    yield "# HELP ronghe_digest_oldest_due_seconds Age of the oldest digest that is due."
    yield "# TYPE ronghe_digest_oldest_due_seconds gauge"
    yield f"ronghe_digest_oldest_due_seconds {oldest_digest:.3f}"
    yield (
        "# HELP ronghe_index_rebuilds_total Rebuilds of the partners whose index file was changed "
        "after it was mapped."
    )
    yield "# TYPE ronghe_index_rebuilds_total counter"
    yield f'ronghe_index_rebuilds_total{{process="{os.getpid()}"}} {loaded.rebuilds.count}'
    yield (
        "# HELP ronghe_requests_uncounted_total Requests not rate-limited because "
        "Redis was unavailable."
    )
    yield "# TYPE ronghe_requests_uncounted_total counter"
    # Each process has its own counter, and any process may answer: the label keeps the series
    # apart.
    count = rate_limits.breaker.uncounted
    yield f'ronghe_requests_uncounted_total{{process="{os.getpid()}"}} {count}'
