"""Work for Celery: one call each. The row is the truth, the task only a doorbell."""

from celery import shared_task

from webhooks import pruning


@shared_task(name="webhooks.prune")
def prune() -> None:
    """Let go of what was told long ago."""
    pruning.prune()
