"""`manage.py raise_epoch`: begin a new epoch of the event stream, after a restore."""

from typing import Any

from django.core.management.base import BaseCommand

from webhooks.stream import epochs


class Command(BaseCommand):
    help = (
        "After a restore from a backup, before the service starts: let event numbers go on after"
        " all that were ever given, and refuse the cursors of events that the restore undid."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        epoch = epochs.raise_epoch()
        self.stdout.write(
            f"Events after {epoch.ended} are undone; the next event has the number"
            f" {epoch.begins + 1}."
        )
