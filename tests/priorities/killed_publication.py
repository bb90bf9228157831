"""A process that publishes an approved draft and kills itself on the way.

`python -m tests.priorities.killed_publication POINT EDITION VERSION USER`
"""

import os
import signal
import sys
from typing import Any, NoReturn
from unittest.mock import patch

import django

# In the order in which a publication comes to them.
OLD = (
    "the old range is closed",
    "the act is written",
    "the policy number is taken",
    "the new range is open",
    "the event number is taken",
    "the event is written",
    "nothing is left but to commit",
)
NEW = ("it is committed", "nobody has rung yet")


def die(*args: Any, **kwargs: Any) -> NoReturn:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError("still alive")


def main(point: str, edition: str, version: str, username: str) -> None:
    from celery import current_app
    from django.contrib.auth.models import User
    from django.db.backends.postgresql.base import DatabaseWrapper

    from core import counters
    from priorities.editions import lifecycle, publishing
    from priorities.models import Edition, EditionAct
    from webhooks import outbox

    emit, commit = outbox.emit, DatabaseWrapper._commit

    def taken(name: str) -> Any:
        verb = "take_by_clock" if name == "event" else "take"
        take = getattr(counters, verb)

        def then_die(asked: str, count: int = 1) -> int:
            number: int = take(asked, count)
            return die() if asked == name else number

        return patch.object(counters, verb, then_die)

    deaths = {
        "the old range is closed": lambda: patch.object(EditionAct.objects, "create", die),
        "the act is written": lambda: patch.object(lifecycle, "put_in_force", die),
        "the policy number is taken": lambda: taken("policy"),
        "the new range is open": lambda: patch.object(publishing, "_emit_event", die),
        "the event number is taken": lambda: taken("event"),
        "the event is written": lambda: patch.object(
            outbox, "emit", lambda **told: (emit(**told), die())
        ),
        "nothing is left but to commit": lambda: patch.object(DatabaseWrapper, "_commit", die),
        "it is committed": lambda: patch.object(
            DatabaseWrapper, "_commit", lambda self: (commit(self), die())
        ),
        "nobody has rung yet": lambda: patch.object(current_app, "send_task", die),
    }
    by = User.objects.get(username=username)
    draft = Edition.objects.get(pk=edition)
    with deaths[point]():
        lifecycle.publish(draft=draft, by=by, expected_version=int(version))


if __name__ == "__main__":
    django.setup()
    main(*sys.argv[1:])
