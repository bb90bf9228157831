"""`python -m benchmarks.jobs LETTER SIZES PAIRS`: one job, its rows as lines of JSON."""

import json
import sys

from benchmarks import jobs
from benchmarks.rows import Options


def main(letter: str, sizes: str, pairs: str) -> None:
    options = Options(
        sizes=tuple(int(size) for size in sizes.split(",")),
        pairs=tuple((int(m), int(p)) for m, p in (pair.split("x") for pair in pairs.split(","))),
    )
    for row in jobs.find(letter).run(options):
        print(jobs.MARK + json.dumps(row.as_json()), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
