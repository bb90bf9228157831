"""Work for Celery: one call each. The row is the truth, the task only a doorbell."""

from celery import shared_task

from firms import pruning


@shared_task(name="firms.prune")
def prune() -> None:
    """Let go of answers that were kept for a day."""
    pruning.prune()
