"""Work for Celery: a key in, one call. The row is the truth, the task only a doorbell."""

from celery import shared_task

from matcher import shortlisting


@shared_task(name="matcher.answer")
def answer(pk: str) -> None:
    """Answer one shortlist, if that is still needed."""
    shortlisting.answer_shortlist(pk)


@shared_task(name="matcher.sweep")
def sweep() -> None:
    """Answer what nobody rang for."""
    shortlisting.sweep()
