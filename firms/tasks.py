"""Celery tasks of this app: one call each. The rows in PostgreSQL hold the work."""

from celery import shared_task

from firms import pruning


@shared_task(name="firms.prune")
def prune() -> None:
    """Delete idempotency records and counts of usage that are no longer kept."""
    pruning.prune()
