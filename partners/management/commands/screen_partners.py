"""`manage.py screen_partners`: ask the screening provider about all partners that are due."""

from __future__ import annotations

from typing import Any

from django.core.management import BaseCommand, CommandError

from partners.models import Screening
from partners.screening.due_partners import configured_api, screen_due_partners


class Command(BaseCommand):
    help = "Screen the partners that are due. Needs SCREENING_URL."

    def handle(self, *args: Any, **options: Any) -> None:
        api = configured_api()
        if api is None:
            raise CommandError("screening is off: SCREENING_URL is not set")
        count = screen_due_partners(api, seconds=float("inf"))
        self.stdout.write(f"partners asked about: {count}")
        for outcome in Screening.Outcome:
            held = Screening.objects.filter(outcome=outcome)
            self.stdout.write(f"{outcome}: {held.count()}")
        fault = Screening.objects.exclude(fault="").order_by("-checked_at").first()
        if fault is not None:
            self.stdout.write(f"last fault: {fault.fault}")
