"""A PostgreSQL and a Valkey for one measurement, stopped and removed afterwards."""

import json
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

BASE_DIR = Path(__file__).resolve().parents[1]
_OURS = ("DATABASE_URL", "REDIS_URL", "RONGHE_EMBEDDED", "SECRET_KEY", "ENCRYPTION_KEYS")


@contextmanager
def own_servers() -> Iterator[Path]:
    """Start a PostgreSQL, migrated, and a Valkey; the folder of their state. To be entered before
    any import of a module that reads the settings.
    """
    import embedded
    from embedded.server import is_alive

    with tempfile.TemporaryDirectory(prefix="ronghe-bench-") as name:
        folder = Path(name)
        folder.chmod(0o711)
        for variable in _OURS:
            os.environ.pop(variable, None)
        os.environ |= {
            "RONGHE_STATE": name,
            "RONGHE_MODE": "development",
            "LOG_LEVEL": "ERROR",
            "DJANGO_SETTINGS_MODULE": "config.settings",
        }
        embedded.ensure_environment(os.environ)
        try:
            import django
            from django.core.management import call_command

            django.setup()
            call_command("migrate", verbosity=0)
            yield folder
        finally:
            pids = server_pids(folder).values()
            embedded.detach()
            within(60, lambda: not any(map(is_alive, pids)), "our servers have stopped")


def within(seconds: float, done: Callable[[], Any], what: str) -> Any:
    """The value of `done` when it is true. Raises `AssertionError` when it is not in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := done():
            return found
        time.sleep(0.02)
    raise AssertionError(f"after {seconds} s still not: {what}")


def server_pids(folder: Path) -> dict[str, int]:
    """The process ids of the PostgreSQL and the Valkey of this folder."""
    found: dict[str, int] = json.loads((folder / "servers.json").read_text())["pids"]
    return found
