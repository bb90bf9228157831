"""Work for Celery: a key in, one call. The row is the truth, the task only a doorbell."""

from celery import shared_task

from matcher import basis, bell, generations, lifecycle, shortlisting


@shared_task(name=bell.ANSWER)
def answer(pk: str) -> None:
    """Answer one shortlist, if that is still needed."""
    shortlisting.answer_shortlist(pk)


@shared_task(name=bell.SWEEP)
def sweep() -> None:
    """Answer what nobody rang for."""
    shortlisting.sweep()


@shared_task(name="matcher.publish_due")
def publish_due() -> None:
    """Publish what was scheduled for an instant that has come."""
    lifecycle.publish_due()


@shared_task(name=bell.MATCH)
def match(pk: str) -> None:
    """Compute and store one share of a generation of matches."""
    generations.do(pk)


@shared_task(name=bell.MATCH_SWEEP)
def match_sweep() -> None:
    """Do the shares that nobody rang for."""
    generations.sweep()


@shared_task(name=bell.SNAPSHOT)
def snapshot() -> None:
    """Write the partners that changed into a new file of columns."""
    basis.write_columns()
