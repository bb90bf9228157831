"""`manage.py seed`: load the files of `seeds/`. A second run changes nothing."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.conf import settings

from partners.intake.seed_command import SeedCommand
from partners.intake.seeds import load_seeds
from partners.intake.shipped_lists import load_shipped_lists
from priorities.importing.seed_lists import load_context_figures, load_doubts, load_seed_lists


class Command(SeedCommand):
    help = "Load places, sectors, demand, partners and the provinces' priority lists from seeds/."

    def handle(self, *args: Any, **options: Any) -> None:
        folder = Path(settings.BASE_DIR) / "seeds"
        loaded = load_seeds(folder, progress=self.progress)
        shipped = load_shipped_lists(folder, progress=self.progress)
        published = load_seed_lists(folder, progress=self.progress)
        figures = load_context_figures(folder)
        doubts = load_doubts(folder)
        counts = ", ".join(f"{n} {what}" for what, n in asdict(loaded.reference).items())
        self.stdout.write(f"reference: {counts}")
        self.report("public record", loaded.public_record)
        for report in shipped:
            endings = ", ".join(f"{n} {what}" for what, n in report.counts.items() if n)
            self.stdout.write(f"{report.dataset}: {len(report.rows)} rows: {endings}")
        self.stdout.write(f"priority lists: {published} published")
        self.stdout.write(f"context figures: {figures}, doubts: {doubts}")
