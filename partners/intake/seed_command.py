"""The base class of the commands that load seeds: a progress line and a summary."""

import time
from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand

from partners.registry.registration import Registered

_SECONDS_BETWEEN_LINES = 5.0


class SeedCommand(BaseCommand):
    """A command that registers records and prints how many were created, changed or kept."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._told_at = time.monotonic()

    def progress(self, what: str, done: int, total: int) -> None:
        """Update the progress line; where stderr is no terminal, write a line for a step that is
        done, at most one in `_SECONDS_BETWEEN_LINES`: a log shall not fill up.
        """
        if self.stderr.isatty():
            self.stderr.write(f"\r  {what}: {done} of {total}\033[K", ending="")
            if done == total:
                self.stderr.write("")
            self.stderr.flush()
        elif done == total and time.monotonic() - self._told_at >= _SECONDS_BETWEEN_LINES:
            self._told_at = time.monotonic()
            self.stderr.write(f"  {what}: {total} done")
            self.stderr.flush()

    def report(self, what: str, registered: Registered) -> None:
        """Print the number of new, changed, unchanged and retired records."""
        counts = Counter(registered.counts)
        text = f"{counts['created']} new, {counts['updated']} changed"
        text += f", {counts['unchanged']} unchanged"
        retired = f", {counts['retired']} still retired" if counts["retired"] else ""
        self.stdout.write(f"{what}: {text}{retired}")
