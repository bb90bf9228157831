"""The memory of each process over time.

Counted is `RssAnon`, what a process holds for itself: mapped files are shared, and come and go with
the cache of the system.
"""

import threading
import time
from collections import defaultdict
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

import numpy as np

_EVERY = 5.0  # seconds between samples
# A new process loads the partners, its caches and its planned statements first.
_WARM_UP = 180.0  # seconds


@dataclass
class Life:
    """The samples of a process: seconds since the start of the load, and megabytes."""

    role: str
    at: list[float] = field(default_factory=list)
    mb: list[float] = field(default_factory=list)

    def minutes(self) -> float:
        return (self.at[-1] - self.at[0]) / 60

    def slope(self, begin: float = 0.0, end: float = float("inf")) -> float | None:
        """Megabytes an hour by least squares over the samples from `begin` to `end`, after the
        warm-up; None where less than three minutes are left.
        """
        kept = [
            (at, mb)
            for at, mb in zip(self.at, self.mb, strict=True)
            if max(begin, self.at[0]) + _WARM_UP <= at < end
        ]
        if len(kept) < 3 * 60 / _EVERY:
            return None
        at, mb = zip(*kept, strict=True)
        return float(np.polyfit(at, mb, 1)[0] * 3600)


class MemorySampler:
    """Samples all processes below these roots in a thread of its own, until the block ends.

    `roots` gives role -> process id; a role's own descendants are told apart by their depth.
    """

    def __init__(self, roots: Callable[[], Mapping[str, int]]) -> None:
        self.lives: dict[tuple[str, int], Life] = {}
        self._roots = roots
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> Self:
        self._start = time.monotonic()
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopped.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stopped.wait(_EVERY):
            children = _children_by_parent()
            for role, root in self._roots().items():
                self._sample(role, root, children)

    def _sample(self, role: str, pid: int, children: Mapping[int, list[int]]) -> None:
        with suppress(OSError, StopIteration):
            mb = _anonymous_mb(pid)
            life = self.lives.setdefault((role, pid), Life(role))
            life.at.append(time.monotonic() - self._start)
            life.mb.append(mb)
        for child in children.get(pid, ()):
            self._sample(f"{role.removesuffix(' child')} child", child, children)


def _anonymous_mb(pid: int) -> float:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return int(next(one for one in lines if one.startswith("RssAnon:")).split()[1]) / 1024


def _children_by_parent() -> dict[int, list[int]]:
    found = defaultdict(list)
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            # It may have ended meanwhile.
            with suppress(OSError):
                fields = (folder / "stat").read_text().rpartition(")")[2].split()
                found[int(fields[1])].append(int(folder.name))
    return found
