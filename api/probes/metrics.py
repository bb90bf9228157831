"""GET /metrics: figures in the Prometheus text format, for the operator."""

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from prometheus_client import CONTENT_TYPE_PLAIN_0_0_4, CollectorRegistry, generate_latest

from api.probes.service_metrics import ServiceState
from core.monitoring.registry import ServingProcesses


def page(request: HttpRequest) -> HttpResponse:
    """Return the requests of this server's processes, and the state of the whole service. In
    production to a scraper with METRICS_TOKEN, and to this machine.
    """
    if settings.METRICS_GUARDED and not (_has_token(request) or _is_local(request)):
        advice = "Send METRICS_TOKEN as `Authorization: Bearer TOKEN`.\n"
        return HttpResponse(advice, status=401, headers={"WWW-Authenticate": "Bearer"})
    registry = CollectorRegistry()
    registry.register(ServingProcesses())
    registry.register(ServiceState())
    return HttpResponse(
        generate_latest(registry),
        content_type=CONTENT_TYPE_PLAIN_0_0_4,
        headers={"Cache-Control": "no-store"},
    )


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
