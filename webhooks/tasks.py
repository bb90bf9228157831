"""Celery tasks of this app: one call each. The rows in PostgreSQL hold the work."""

from celery import shared_task

from webhooks import pruning


@shared_task(name="webhooks.prune")
def prune() -> None:
    """Delete old deliveries and events."""
    pruning.prune()
