"""`manage.py seed`: loads what `seeds/` holds. Running it again changes nothing."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from matcher import intake as priority_lists
from partners import intake


class Command(BaseCommand):
    help = "Load places, sectors, demand, partners and the provinces' priority lists from seeds/."

    def handle(self, *args: Any, **options: Any) -> None:
        folder = Path(settings.BASE_DIR) / "seeds"
        for what, count in intake.load(folder, progress=self._progress).items():
            self.stdout.write(f"{what}: {count}")
        self.stdout.write(f"editions published: {priority_lists.load(folder)}")

    def _progress(self, done: int, total: int) -> None:
        """A line that moves on a terminal, and nothing in a file."""
        if self.stderr.isatty():
            self.stderr.write(f"\r  {done} of {total}", ending="" if done < total else "\n")
            self.stderr.flush()
