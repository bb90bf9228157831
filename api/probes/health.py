"""Probes: is the process alive, can it serve, and does the service as a whole do its work."""

from collections.abc import Mapping

from django.http import HttpRequest, JsonResponse

from api.probes import readiness_checks, service_checks
from api.probes.outcomes import OK, Check, run_checks

_READY: Mapping[str, Check] = {
    "database": readiness_checks.database,
    "migrations": readiness_checks.migrations,
    "encryption": readiness_checks.encryption_keys,
    "partners": readiness_checks.partners,
}
_SERVICE: Mapping[str, Check] = {
    "broker": service_checks.broker,
    "workers": service_checks.workers,
    "briefs": service_checks.briefs,
    "batches": service_checks.batches,
    "publications": service_checks.publications,
    "imports": service_checks.imports,
    "deliveries": service_checks.deliveries,
    "digests": service_checks.digests,
    "webhook secrets": service_checks.webhook_secrets,
    "partners file": service_checks.partners_file,
}
# Without these checks a failure is only a reason to look: what they watch is done by others.
_DEGRADE = frozenset({"broker", "workers", "webhook secrets", "partners file"})
_NEED_NO_DATABASE = frozenset({"database", "broker", "workers"})
_UNCACHED = {"Cache-Control": "no-store"}


def livez(request: HttpRequest) -> JsonResponse:
    """Report that the process responds; checks nothing else."""
    return JsonResponse({"status": "alive"})


def readyz(request: HttpRequest) -> JsonResponse:
    """Report by name whether this process has what it needs to serve; 503 if it lacks something.

    What waits, who works and the broker are no part of it: an instance taken out of service for
    them would help nobody.
    """
    checks = run_checks(_READY, need_no_database=_NEED_NO_DATABASE)
    ready = all(outcome == OK for outcome in checks.values())
    return JsonResponse(
        {"status": "ready" if ready else "not ready", "checks": checks},
        status=200 if ready else 503,
        headers=_UNCACHED,
    )


def healthz(request: HttpRequest) -> JsonResponse:
    """Report by name how the whole service does: `ok`, `degraded` where all is done, but not as it
    should be, or `failing` (503) where something is not done. Each reason says what to do.
    """
    checks = run_checks({**_READY, **_SERVICE}, need_no_database=_NEED_NO_DATABASE)
    faulty = {name for name, outcome in checks.items() if outcome != OK}
    failing = faulty - _DEGRADE
    status = "failing" if failing else "degraded" if faulty else "ok"
    return JsonResponse(
        {"status": status, "checks": checks}, status=503 if failing else 200, headers=_UNCACHED
    )
