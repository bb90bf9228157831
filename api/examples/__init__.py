"""Examples for the documentation: shortened responses to the seed data."""

import json
from pathlib import Path
from typing import Any


def example(name: str) -> Any:
    """Return the example from NAME.json beside this file."""
    return json.loads((Path(__file__).parent / f"{name}.json").read_text(encoding="utf-8"))
