"""`manage.py seed_demonstration`: register 3,000 simulated partners in a dataset of their own."""

from pathlib import Path
from typing import Any

from django.conf import settings

from demonstration import dataset
from demonstration.generator import DATASET
from partners.intake import seeds
from partners.intake.seed_command import SeedCommand
from partners.reference.reference_loader import read_atlas, read_taxonomy


class Command(SeedCommand):
    help = "Register the simulated partners of the dataset `demonstration`, after `seed`."

    def handle(self, *args: Any, **options: Any) -> None:
        folder = Path(settings.BASE_DIR) / "seeds"
        records = dataset.records(folder, read_atlas(), read_taxonomy())
        self.report("demonstration", seeds.register(DATASET, records, self.progress))
