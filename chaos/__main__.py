"""`make chaos`: every scenario on servers of its own; a table, and JSON beside it."""

import argparse
import json
import logging
import os
import signal
import sys
import time
import traceback
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from harness.servers import own_servers

if TYPE_CHECKING:
    from collections.abc import Callable

    from chaos.scene import Finding, Scene

# Of one scenario; the longest takes a third of it on a quiet machine.
MOST_SECONDS = 1_200


def main() -> int:
    """0 when every scenario passed."""
    parser = argparse.ArgumentParser(prog="make chaos")
    parser.add_argument("names", nargs="*", help="as C5; else all")
    parser.add_argument("--short", action="store_true", help="less of everything")
    parser.add_argument("--json", type=Path, help="write the figures there")
    options = parser.parse_args()
    # What was started is ended, by its id, however this process is asked to end.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with own_servers() as folder:
        from chaos import scenarios
        from chaos.scene import Finding, Scene

        # PostgreSQL is stopped on purpose, and pools tell each try to connect.
        logging.getLogger("psycopg.pool").setLevel(logging.ERROR)
        scene = Scene(folder, {}, servers=folder, short=options.short)
        findings: list[Finding] = []
        print(f"load {os.getloadavg()[0]:.1f} at the start", flush=True)
        for name, run in scenarios.ALL.items():
            if options.names and name.split()[0] not in options.names:
                continue
            start = time.monotonic()
            findings.append(run_bounded(name, run, scene))
            _show(findings[-1], time.monotonic() - start)
        findings.append(scenarios.oracle(findings))
        _show(findings[-1], 0)
    if options.json:
        said = json.dumps([asdict(one) for one in findings], indent=2, default=str)
        options.json.write_text(said + "\n", "utf-8")
    return 0 if all(one.passed for one in findings) else 1


def run_bounded(name: str, run: "Callable[[Scene], Finding]", scene: "Scene") -> "Finding":
    """The finding of a scenario. One that fails with an error, or takes too long, has failed, and
    the others are run all the same.
    """
    from django.db import connection

    from chaos.scene import Finding

    signal.signal(signal.SIGALRM, _give_up)
    signal.setitimer(signal.ITIMER_REAL, MOST_SECONDS)
    try:
        return run(scene)
    except Exception as fault:
        signal.setitimer(signal.ITIMER_REAL, 0)
        traceback.print_exc()
        connection.close()  # it may be broken, and the next scenario needs one
        return Finding(name, "ends", False, {"fault": repr(fault)})
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


class TookTooLong(Exception):
    """A scenario had no more time. No `TimeoutError`: sockets raise that, and it is caught."""


def _give_up(_signal: int, _frame: object) -> None:
    raise TookTooLong(f"it took longer than {MOST_SECONDS} s")


def _show(found: "Finding", seconds: float) -> None:
    figures = ", ".join(f"{key} {value}" for key, value in found.figures.items())
    word = "ok  " if found.passed else "FAIL"
    print(f"{word} {found.name} [{found.rule}] {seconds:.0f} s: {figures}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
