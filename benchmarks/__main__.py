"""`python -m benchmarks [NAME…] [--jobs A,B]`: run them, print tables, keep the figures as JSON.

Each job is a process of its own, so that its peak of memory is its own.
"""

import argparse
import importlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from benchmarks import jobs
from benchmarks.rows import Row, show

# Modules of this folder with `run` (the figures) and `show` (lines for people).
NAMES = ("deliveries",)


def main() -> None:
    options = _options()
    everything = not options.names and not options.jobs
    found: dict[str, Any] = {"load": os.getloadavg(), "rows": []}
    letters = options.jobs.split(",") if options.jobs else sorted(jobs.letters())
    for letter in letters if options.jobs or everything else ():
        rows = _job(letter, options.sizes, options.pairs)
        show(rows)
        found["rows"] += [row.as_json() for row in rows]
    for name in options.names or (NAMES if everything else ()):
        one = importlib.import_module(f"benchmarks.{name}")
        print(f"== {name}", flush=True)
        found[name] = one.run()
        one.show(found[name])
    if options.json:
        options.json.write_text(json.dumps(found, indent=2) + "\n", "utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(NAMES)}")
    parser.add_argument("--jobs", help=f"of {','.join(sorted(jobs.letters()))}")
    parser.add_argument("--sizes", default="1000000", help="partners, as 100000,1000000")
    parser.add_argument("--pairs", default="1000000x50000", help="makers x providers, by commas")
    parser.add_argument("--json", type=Path, help="write the figures there")
    return parser.parse_args()


def _job(letter: str, sizes: str, pairs: str) -> list[Row]:
    print(f"== job {letter}", flush=True)
    jobs.find(letter)
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.jobs", letter, sizes, pairs],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    lines = [line for line in done.stdout.splitlines() if line.startswith(jobs.MARK)]
    return [Row(**json.loads(line.removeprefix(jobs.MARK))) for line in lines]


if __name__ == "__main__":
    main()
