"""`manage.py seed_demonstration`: register 3,000 simulated partners in a dataset of their own."""

from pathlib import Path
from typing import Any

from django.conf import settings

from demonstration import loading
from partners.intake.seed_command import SeedCommand


class Command(SeedCommand):
    help = "Register the simulated partners of the dataset `demonstration`, after `seed`."

    def handle(self, *args: Any, **options: Any) -> None:
        folder = Path(settings.BASE_DIR) / "seeds"
        self.report("demonstration", loading.load(folder, self.progress))
