"""One job a file, named for its letter: `b_matches.py` is job B. Each has `run(options)`, which
yields rows as they are measured.
"""

import importlib
import pkgutil
from types import ModuleType

# What a job prints besides its rows is no row.
MARK = "row "


def letters() -> dict[str, str]:
    """Letter -> module."""
    return {
        one.name[0].upper(): f"{__name__}.{one.name}"
        for one in pkgutil.iter_modules(__path__)
        if one.name[1:2] == "_"
    }


def find(letter: str) -> ModuleType:
    known = letters()
    if letter.upper() not in known:
        raise SystemExit(f"there is no job {letter!r}; these are: {', '.join(sorted(known))}")
    return importlib.import_module(known[letter.upper()])
