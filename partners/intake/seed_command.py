"""What the commands that load the seeds share: a progress line and a summary."""

from django.core.management.base import BaseCommand

from partners.registry.registration import Registered


class SeedCommand(BaseCommand):
    """A command that registers records and reports what became of them."""

    def progress(self, what: str, done: int, total: int) -> None:
        """Update the progress line on a terminal; write nothing to a file."""
        if self.stderr.isatty():
            self.stderr.write(f"\r  {what}: {done} of {total}\033[K", ending="")
            if done == total:
                self.stderr.write("")
            self.stderr.flush()

    def report(self, what: str, found: Registered) -> None:
        """Print how many records were new, changed, unchanged and retired."""
        counts = f"{found.created} new, {found.updated} changed, {found.unchanged} as before"
        retired = f", {found.retired} retired and left so" if found.retired else ""
        self.stdout.write(f"{what}: {counts}{retired}")
