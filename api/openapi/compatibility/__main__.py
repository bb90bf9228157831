"""`python -m api.openapi.compatibility OLDER NEWER`: what in NEWER breaks clients of OLDER.

Exits with 1 where something does. `make check` runs it against the document of the last release.
"""

import json
import sys
from pathlib import Path

from api.openapi.compatibility.breaking_changes import breaking_changes


def main(older: str, newer: str) -> int:
    """Write each breaking change in a line; return 1 where there is one, else 0."""
    documents = (json.loads(Path(name).read_text(encoding="utf-8")) for name in (older, newer))
    found = list(breaking_changes(*documents))
    told = f"{len(found)} changes break its clients" if found else "nothing breaks"
    sys.stdout.writelines(f"{line}\n" for line in (*found, f"{newer} against {older}: {told}"))
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
