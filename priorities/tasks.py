"""Work for Celery: one call each. The row is the truth; a message only wakes a worker."""

from celery import shared_task

from priorities.editions import lifecycle


@shared_task(name="priorities.publish_due")
def publish_due() -> None:
    """Publish what was scheduled for an instant that has come."""
    lifecycle.publish_due()
