"""The names of the Celery tasks that this app enqueues."""

ANSWER, SWEEP = "matcher.answer", "matcher.sweep"
SNAPSHOT = "matcher.snapshot"
MATCH, MATCH_SWEEP = "matcher.match", "matcher.match_sweep"
