"""Celery tasks: each is one call. The rows hold the work; a message only wakes a worker."""

from celery import shared_task

from priorities.editions import lifecycle


@shared_task(name="priorities.publish_due")
def publish_due() -> None:
    """Publish the drafts whose scheduled instant has come."""
    lifecycle.publish_due()
