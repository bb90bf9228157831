"""`manage.py seed`: loads what `seeds/` holds. Running it again changes nothing."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from matcher import intake as priority_lists
from partners.intake import loading
from partners.registry import Registered


class Command(BaseCommand):
    help = "Load places, sectors, demand, partners and the provinces' priority lists from seeds/."

    def handle(self, *args: Any, **options: Any) -> None:
        folder = Path(settings.BASE_DIR) / "seeds"
        loaded = loading.load(folder, progress=self._progress)
        published = priority_lists.load(folder, progress=self._progress)
        figures = priority_lists.load_context(folder)
        doubts = priority_lists.load_doubts(folder)
        counts = ", ".join(f"{n} {what}" for what, n in asdict(loaded.reference).items())
        self.stdout.write(f"reference: {counts}")
        self.stdout.write(f"public record: {_told(loaded.public_record)}")
        self.stdout.write(f"demonstration: {_told(loaded.demonstration)}")
        self.stdout.write(f"priority lists: {published} published")
        self.stdout.write(f"context figures: {figures}, doubts: {doubts}")

    def _progress(self, what: str, done: int, total: int) -> None:
        """A line that moves on a terminal, and nothing in a file."""
        if self.stderr.isatty():
            self.stderr.write(f"\r  {what}: {done} of {total}\033[K", ending="")
            if done == total:
                self.stderr.write("")
            self.stderr.flush()


def _told(found: Registered) -> str:
    said = f"{found.created} new, {found.updated} changed, {found.unchanged} as before"
    return f"{said}, {found.retired} retired and left so" if found.retired else said
