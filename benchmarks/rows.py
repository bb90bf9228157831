"""What a job measures, as rows of one shape: printed as a table, written as JSON."""

import os
import resource
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Row:
    """One engine on one size. `ratio`: its seconds over ours; `same_list`: does it return the
    list that we do; `note`: what else must be known to read the figure, as `sampled`.
    """

    job: str
    engine: str
    size: str
    seconds: float
    ratio: float | None = None
    same_list: bool | None = None
    cores: int = 1
    peak_mb: int | None = None
    note: str = ""

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True)
class Options:
    """What was asked for on the command line: `sizes` of one side, `pairs` of both."""

    sizes: tuple[int, ...] = (1_000_000,)
    pairs: tuple[tuple[int, int], ...] = ((1_000_000, 50_000),)


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds, and what came of it."""
    start = time.perf_counter()
    found = work()
    return time.perf_counter() - start, found


def best_of(times: int, work: Callable[[], Any]) -> tuple[float, Any]:
    """The quickest of several: on a shared machine the others measure the neighbours."""
    return min((timed(work) for _ in range(times)), key=lambda one: one[0])


def worked(work: Callable[[], Any], helper: int = 0) -> tuple[float, Any]:
    """Seconds of CPU of this process, and of another by its id, and what came of it: what a core
    to oneself would take, however many neighbours there are.
    """
    start, helped = time.process_time(), cpu_of(helper)
    found = work()
    return time.process_time() - start + cpu_of(helper) - helped, found


def least_of(times: int, work: Callable[[], Any], helper: int = 0) -> tuple[float, Any]:
    """The least CPU of several."""
    return min((worked(work, helper) for _ in range(times)), key=lambda one: one[0])


def cpu_of(process: int) -> float:
    return int(Path(f"/proc/{process}/schedstat").read_text().split()[0]) / 1e9 if process else 0.0


def peak_mb() -> int:
    """The most memory that this process has held so far, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1000


def show(rows: Iterable[Row]) -> None:
    head = ("job", "engine", "size", "seconds", "x ours", "same list", "cores", "peak MB", "note")
    table = [head, *(_cells(row) for row in rows)]
    widths = [max(len(line[n]) for line in table) for n in range(len(head))]
    for line in table:
        print("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)))
    print(f"load average {', '.join(f'{load:.2f}' for load in os.getloadavg())}")


def _cells(row: Row) -> tuple[str, ...]:
    same = {None: "-", True: "yes", False: "NO"}[row.same_list]
    return (
        row.job,
        row.engine,
        row.size,
        f"{row.seconds:,.4g}",
        "-" if row.ratio is None else f"{row.ratio:,.3g}",
        same,
        str(row.cores),
        "-" if row.peak_mb is None else str(row.peak_mb),
        row.note,
    )
