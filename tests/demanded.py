"""What needs more than Python: skipped with a reason where it is missing, unless it is demanded."""

import os
from typing import NoReturn

import pytest


def missing(kind: str, why: str) -> NoReturn:
    """Skip the test; fail it where `RONGHE_DEMAND` (kinds with commas between) names the kind."""
    if kind in os.environ.get("RONGHE_DEMAND", "").split(","):
        pytest.fail(why)
    pytest.skip(why)
