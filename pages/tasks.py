"""Celery tasks of this app: one call each. The rows in PostgreSQL hold the work."""

from celery import shared_task

from pages.accounts import session_pruning


@shared_task(name="pages.prune_sessions")
def prune_sessions() -> None:
    """Delete sessions that have expired."""
    session_pruning.prune_sessions()
