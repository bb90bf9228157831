"""The base class of the commands that load seeds: a progress line and a summary."""

from collections import Counter

from django.core.management.base import BaseCommand

from partners.registry.registration import Registered


class SeedCommand(BaseCommand):
    """A command that registers records and prints how many were created, changed or kept."""

    def progress(self, what: str, done: int, total: int) -> None:
        """Update the progress line; do nothing where stderr is not a terminal."""
        # In a log file every update would be a line of its own.
        if self.stderr.isatty():
            self.stderr.write(f"\r  {what}: {done} of {total}\033[K", ending="")
            if done == total:
                self.stderr.write("")
            self.stderr.flush()

    def report(self, what: str, registered: Registered) -> None:
        """Print the number of new, changed, unchanged and retired records."""
        counts = Counter(registered.counts)
        text = f"{counts['created']} new, {counts['updated']} changed"
        text += f", {counts['unchanged']} unchanged"
        retired = f", {counts['retired']} still retired" if counts["retired"] else ""
        self.stdout.write(f"{what}: {text}{retired}")
