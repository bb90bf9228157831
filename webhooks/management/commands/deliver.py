"""`manage.py deliver`: send what endpoints are owed, until told to stop."""

import signal
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from webhooks.sending.delivery_worker import DeliveryWorker
from webhooks.sending.sender_settings import SenderSettings


class Command(BaseCommand):
    help = "Deliver webhooks. Run two or more: each may be killed at any time. Needs no Redis."

    def add_arguments(self, parser: CommandParser) -> None:
        defaults = SenderSettings()
        parser.add_argument("--parallel", type=int, default=defaults.parallel, help="sends at once")
        for name, meaning in (
            ("deadline", "for a whole send"),
            ("connect", "for connecting"),
            ("lease", "after which another sender may take over"),
            ("poll", "between looks when nothing rings"),
            ("sweep", "between sweeps"),
        ):
            parser.add_argument(
                f"--{name}", type=float, default=getattr(defaults, name), help=f"seconds {meaning}"
            )
        parser.add_argument(
            "--no-listen", action="store_true", help="poll only, do not wait for NOTIFY"
        )

    def handle(self, *args: Any, no_listen: bool, **options: Any) -> None:
        names = ("parallel", "deadline", "connect", "lease", "poll", "sweep")
        worker = DeliveryWorker(
            SenderSettings(**{name: options[name] for name in names}, listen=not no_listen)
        )
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: worker.stop())
        worker.run()
