"""`manage.py sweep`: do the periodic work until SIGTERM or SIGINT."""

import signal
from typing import Any

from django.core.management.base import BaseCommand

from core.sweeping.sweeper import Sweeper, scheduled_jobs


class Command(BaseCommand):
    help = (
        "Do what is due, from the database: answer briefs that no worker was told of, publish,"
        " import, match, send digests, prune. Run one process or more: each may be killed at any"
        " time. Needs no Redis."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        sweeper = Sweeper(scheduled_jobs())
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: sweeper.stop())
        sweeper.run()
