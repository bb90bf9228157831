"""Writers that commit late never slip an event in behind a reader."""

import random
import threading
import time

import pytest
from django.db import connection, transaction

from core import counters
from webhooks.models import Event
from webhooks.outbox import emit

WRITERS, EACH = 8, 6


@pytest.mark.django_db(transaction=True)
def test_a_reader_that_follows_the_numbers_misses_none(sample):
    start = counters.current("event")
    failures: list[BaseException] = []

    def write(writer: int) -> None:
        try:
            for n in range(EACH):
                with transaction.atomic():
                    emit(type=sample.name, source=f"writer:{writer}", version=n, data={})
                    time.sleep(random.random() / 200)  # the commit comes late
        except BaseException as failure:
            failures.append(failure)
        finally:
            connection.close()

    threads = [threading.Thread(target=write, args=(n,)) for n in range(WRITERS)]
    for thread in threads:
        thread.start()
    seen: list[int] = []
    end = time.monotonic() + 30
    while len(seen) < WRITERS * EACH and time.monotonic() < end and not failures:
        after = seen[-1] if seen else start
        seen += Event.objects.filter(number__gt=after).values_list("number", flat=True)
    for thread in threads:
        thread.join(timeout=30)
    assert not failures
    assert len(set(seen)) == WRITERS * EACH
    assert seen == sorted(seen)
    assert seen[0] > start
