"""Tasks of Celery. Each takes a key at most and makes one call. A row says what is due, so that a
lost task only delays it.
"""

from celery import shared_task

from matcher import loaded
from matcher.batches import turns
from matcher.digests import composing, mailing
from matcher.matches import generations, renewal
from matcher.shortlists import answering, pruning, shared_links
from matcher.task_names import (
    ANSWER,
    ANSWER_BATCH,
    BATCH_SWEEP,
    DIGESTS,
    MATCH,
    MATCH_SWEEP,
    PRUNE,
    SNAPSHOT,
    SWEEP,
)
from priorities.editions.publishing import LISTS_CHANGED


@shared_task(name=ANSWER)
def answer(pk: str) -> None:
    """Answer one shortlist, if that is still needed, or those whose turn comes before it."""
    answering.answer_in_turn(pk)


@shared_task(name=SWEEP)
def sweep() -> None:
    """Answer the briefs that wait, and those that something touches."""
    answering.sweep()


@shared_task(name=ANSWER_BATCH)
def answer_batch(pk: str) -> None:
    """Answer briefs of a batch for a moment."""
    turns.answer_turn(pk)


@shared_task(name=BATCH_SWEEP)
def batch_sweep() -> None:
    """Go on with the batches whose task was lost."""
    turns.resume_lost_turns()


@shared_task(name=LISTS_CHANGED)
def lists_changed() -> None:
    """Answer again what a publication touches."""
    answering.sweep()


@shared_task(name=MATCH)
def match(pk: str) -> None:
    """Compute and store one shard of a generation of matches."""
    generations.compute_shard(pk)


@shared_task(name=MATCH_SWEEP)
def match_sweep() -> None:
    """Compute the shards whose task was lost."""
    generations.compute_pending_shards()


@shared_task(name=DIGESTS)
def send_digests() -> None:
    """Compose the digests that are due, then send them."""
    composing.compose_due_digests()
    mailing.send_due_digests()


@shared_task(name=PRUNE)
def prune() -> None:
    """Delete what was finished, ended or archived long ago."""
    composing.prune_digests()
    shared_links.prune_links()
    pruning.prune_shortlists()


@shared_task(name="matcher.renew_matches")
def renew_matches() -> None:
    """Start a new generation if the stored matches are out of date."""
    renewal.renew_stale_generation()


@shared_task(name=SNAPSHOT)
def snapshot() -> None:
    """Write the partners that changed into a new file of columns."""
    loaded.write_columns()
