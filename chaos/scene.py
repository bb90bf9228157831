"""The common parts of the scenarios: senders as processes, a receiver, and the oracle."""

import os
import random
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from harness.receiver import Receiver
from harness.senders import Senders
from harness.servers import within

# Seconds that a process may take to start where the machine has much else to do.
START = 180
# Short leases: what a killed sender took comes back within seconds, not within a minute.
QUICK = ("--deadline", "3", "--connect", "2", "--lease", "5", "--sweep", "0.5")


@dataclass
class Scene:
    """Where the senders' database and log are. `short` is for the tests: less of everything.

    `servers` is the state folder of servers that may be killed; None where they may not be.
    """

    folder: Path
    environ: Mapping[str, str]
    servers: Path | None = None
    short: bool = False
    chance: random.Random = field(default_factory=lambda: random.Random(20261124))

    def some(self, usual: int, short: int) -> int:
        """The number for a usual or a short run."""
        return short if self.short else usual

    def senders(self, **differs: str) -> Senders:
        """Nothing runs yet; what is started is ended with it."""
        return Senders({**os.environ, **self.environ, **differs}, self.folder / "senders.log")


@dataclass(frozen=True)
class Finding:
    """The result of a scenario: `passed` by its own rule, with the measured `figures`."""

    name: str
    rule: str
    passed: bool
    figures: Mapping[str, Any]


def clear() -> None:
    """No event and no endpoint of the scenario before."""
    from harness import messages

    messages.delete_all()


def settled(seconds: float) -> float:
    """Wait until nothing is left to send; the seconds it took."""
    from harness import messages

    start = time.monotonic()
    within(seconds, lambda: not messages.unsettled_count(), "everything is settled")
    return time.monotonic() - start


def oracle(receiver: Receiver, told: Sequence[str], paths: Sequence[str]) -> dict[str, int]:
    """The change log against the receiver's: what was told and never came, and what came twice.

    `unexplained` are deliveries in the database that are neither delivered nor stopped.
    """
    from webhooks.models import Delivery

    came = Counter((one.path, one.webhook_id) for one in receiver.requests)
    wanted = {(path, webhook_id) for path in paths for webhook_id in told}
    return {
        "told": len(wanted),
        "lost": len(wanted - came.keys()),
        "strangers": len(came.keys() - wanted),
        "duplicates": sum(came.values()) - len(came),
        "unexplained": Delivery.objects.exclude(
            state__in=["delivered", "held", "exhausted", "cancelled"]
        ).count(),
    }


def p95(values: Sequence[float]) -> float:
    """The 95th percentile."""
    ordered = sorted(values)
    return round(ordered[int(len(ordered) * 0.95)] if ordered else 0.0, 3)
