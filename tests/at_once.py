"""Works that begin at one instant, each on a database connection of its own."""

import threading
from collections.abc import Callable
from typing import Any

from django.db import connection

from core.faults import DomainError


def at_once(*works: Callable[[], Any]) -> list[Any]:
    """What each work gives, or how it was refused. Raises what any of them raises else."""
    start, outcomes = threading.Barrier(len(works)), [None] * len(works)
    broken: list[Exception] = []

    def run(n: int, work: Callable[[], Any]) -> None:
        try:
            start.wait(10)
            outcomes[n] = work()
        except DomainError as refusal:
            outcomes[n] = refusal
        except Exception as fault:
            broken.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=one) for one in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not any(thread.is_alive() for thread in threads)
    if broken:
        raise broken[0]
    return outcomes
