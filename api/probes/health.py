"""Liveness and readiness probes."""

from collections.abc import Callable

import psycopg
import structlog
from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from redis import Redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from core import encryption
from firms.models import IdempotencyRecord
from matcher.shortlists import answering
from webhooks.models import EndpointSecret
from webhooks.sending import holding

# Shorter than the probe timeouts of common orchestrators, so that the probe reports the cause.
SECONDS = 2
# A brief is normally answered within a second. One minute means that no worker is running.
LATE_SECONDS = 60.0
OK = "ok"
log = structlog.get_logger(__name__)


class NotReady(Exception):
    """A check failed; its text contains no secret and may be public."""


def livez(request: HttpRequest) -> JsonResponse:
    """Report that the process responds; checks nothing else."""
    return JsonResponse({"status": "alive"})


def readyz(request: HttpRequest) -> JsonResponse:
    """Report the result of each check by name; 503 if one fails."""
    checks: dict[str, str] = {}
    for name, check in CHECKS.items():
        # Skip checks that would only repeat the failure of the database, each after its own
        # timeout.
        blind = name in NEED_DATABASE and checks["database"] != OK
        checks[name] = (
            "not checked: the database is not available" if blind else _outcome(name, check)
        )
    ready = all(outcome == OK for outcome in checks.values())
    return JsonResponse(
        {"status": "ready" if ready else "not ready", "checks": checks},
        status=200 if ready else 503,
        headers={"Cache-Control": "no-store"},
    )


def _outcome(name: str, check: Callable[[], None]) -> str:
    """Return `ok`, or the reason of the failure without internal details."""
    try:
        check()
    except NotReady as fault:
        return str(fault)
    except Exception as fault:  # every fault means the same here: not ready
        log.warning("readiness check failed", check=name, fault=repr(fault))
        return f"failed: {type(fault).__name__}"
    return OK


def database() -> None:
    """Connect to the database. Uses a new connection, because the timeout of the pool is longer
    than that of the caller.
    """
    known = connection.settings_dict
    with psycopg.connect(
        host=known["HOST"],
        port=known["PORT"] or None,
        dbname=known["NAME"],
        user=known["USER"],
        password=known["PASSWORD"],
        connect_timeout=SECONDS,
        options=f"-c statement_timeout={SECONDS}s",
    ) as probe:
        probe.execute("SELECT 1")


def broker() -> None:
    """Ping the broker."""
    with Redis.from_url(
        settings.CELERY_BROKER_URL,
        socket_timeout=SECONDS,
        socket_connect_timeout=SECONDS,
        # A retry would exceed the time of the probe.
        retry=Retry(NoBackoff(), 0),
    ) as redis:
        redis.ping()


def migrations() -> None:
    """Check that all migrations are applied."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        raise NotReady(f"{len(plan)} migrations are not applied")


def oldest_brief() -> None:
    """Check that no brief waits longer than `LATE_SECONDS`."""
    age = answering.oldest_unanswered()
    if age is not None and age > LATE_SECONDS:
        raise NotReady(f"the oldest unanswered brief is {age:.0f} s old")


def encryption_keys() -> None:
    """Check that this process can decrypt the newest secret and the newest stored response, and
    that no webhook is held for lack of a key.
    """
    secret = EndpointSecret.objects.order_by("-pk").values_list("ciphertext", flat=True)[:1]
    answer = IdempotencyRecord.objects.order_by("-pk").values_list("answer", flat=True)[:1]
    try:
        for ciphertext in (*secret, *answer):
            encryption.decrypt(bytes(ciphertext))
    except encryption.Unreadable:
        raise NotReady("the encryption keys cannot read what is stored") from None
    if holding.any_held():
        raise NotReady("webhooks are held: their secrets cannot be read")


CHECKS: dict[str, Callable[[], None]] = {
    "database": database,
    "broker": broker,
    "migrations": migrations,
    "unanswered": oldest_brief,
    "encryption": encryption_keys,
}
NEED_DATABASE = frozenset({"migrations", "unanswered", "encryption"})
