"""The names of the Celery tasks that this app enqueues."""

ANSWER, SWEEP = "matcher.answer", "matcher.sweep"
ANSWER_BATCH, BATCH_SWEEP = "matcher.answer_batch", "matcher.batch_sweep"
SNAPSHOT = "matcher.snapshot"
DIGESTS, PRUNE = "matcher.send_digests", "matcher.prune"
MATCH, MATCH_SWEEP = "matcher.match", "matcher.match_sweep"
