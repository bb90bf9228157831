"""`manage.py seed`: load what `seeds/` holds. Running it again changes nothing."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.conf import settings

from partners.intake import seeds
from partners.intake.seed_command import SeedCommand
from priorities.importing import seed_lists


class Command(SeedCommand):
    help = "Load places, sectors, demand, partners and the provinces' priority lists from seeds/."

    def handle(self, *args: Any, **options: Any) -> None:
        folder = Path(settings.BASE_DIR) / "seeds"
        loaded = seeds.load_seeds(folder, progress=self.progress)
        published = seed_lists.load(folder, progress=self.progress)
        figures = seed_lists.load_context(folder)
        doubts = seed_lists.load_doubts(folder)
        counts = ", ".join(f"{n} {what}" for what, n in asdict(loaded.reference).items())
        self.stdout.write(f"reference: {counts}")
        self.report("public record", loaded.public_record)
        self.stdout.write(f"priority lists: {published} published")
        self.stdout.write(f"context figures: {figures}, doubts: {doubts}")
