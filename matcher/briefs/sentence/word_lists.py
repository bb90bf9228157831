"""The word lists of this package: each module that has one keeps it in the TOML file beside it."""

import tomllib
from pathlib import Path
from typing import Any


def load_word_lists(module: str) -> dict[str, Any]:
    """The lists of a module, by name; `module` is its `__file__`."""
    return tomllib.loads(Path(module).with_suffix(".toml").read_text(encoding="utf-8"))
