"""GET /metrics: counts in Prometheus' text form. They tell nothing of any firm."""

import os
from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse

from api.requests import rate_limits
from webhooks.sending import delivery_metrics

_FORM = "text/plain; version=0.0.4; charset=utf-8"


def page(request: HttpRequest) -> HttpResponse:
    """Whether webhooks are late, how many wait, how many senders were lost, and how many requests
    no limit held for.
    """
    text = "\n".join(_lines(delivery_metrics.read())) + "\n"
    return HttpResponse(text, content_type=_FORM, headers={"Cache-Control": "no-store"})


def _lines(now: delivery_metrics.Freshness) -> Iterator[str]:
    yield "# HELP ronghe_webhook_oldest_due_seconds Age of the oldest delivery that could be sent."
    yield "# TYPE ronghe_webhook_oldest_due_seconds gauge"
    yield f"ronghe_webhook_oldest_due_seconds {now.oldest_due:.3f}"
    yield "# HELP ronghe_webhook_deliveries Deliveries that are not done, by state."
    yield "# TYPE ronghe_webhook_deliveries gauge"
    for state, count in now.backlog.items():
        yield f'ronghe_webhook_deliveries{{state="{state}"}} {count}'
    yield "# HELP ronghe_webhook_swept_last_hour Sends whose sender was lost, in the last hour."
    yield "# TYPE ronghe_webhook_swept_last_hour gauge"
    yield f"ronghe_webhook_swept_last_hour {now.swept}"
    yield "# HELP ronghe_requests_uncounted_total Requests that no limit held for: no Redis."
    yield "# TYPE ronghe_requests_uncounted_total counter"
    # Each process of the server counts its own, and whichever is asked tells.
    count = rate_limits.breaker.uncounted
    yield f'ronghe_requests_uncounted_total{{process="{os.getpid()}"}} {count}'
