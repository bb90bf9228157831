"""Entries of the security log for Django's own commands, which tell nobody whose account it was."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib.auth.models import User
from django.db.models.signals import post_save

from core.audit import security_log
from core.models import SecurityEvent


@contextmanager
def saved_accounts_recorded(kind: SecurityEvent.Kind) -> Iterator[None]:
    """Record each account that this process saves until the end, right after it is saved.

    A signal, which we use nowhere else: a name may be typed while Django's command runs, a name
    that is taken is asked for again, and without a terminal nothing is saved at all.
    """

    def record(instance: User, **_: Any) -> None:
        security_log.record(kind, subject=f"account:{instance.pk}")

    post_save.connect(record, sender=User, weak=False)
    try:
        yield
    finally:
        post_save.disconnect(record, sender=User)
