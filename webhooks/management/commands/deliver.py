"""`manage.py deliver`: send the due deliveries until SIGTERM or SIGINT."""

import signal
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from webhooks.sending.delivery_worker import DeliveryWorker
from webhooks.sending.sender_settings import SenderSettings


class Command(BaseCommand):
    help = "Send due webhook deliveries. Run two or more processes: each may be killed at any time."
    " Needs no Redis."

    def add_arguments(self, parser: CommandParser) -> None:
        defaults = SenderSettings()
        parser.add_argument(
            "--parallel", type=int, default=defaults.parallel, help="simultaneous sends"
        )
        for name, meaning in (
            ("deadline", "for a whole send"),
            ("connect", "to connect"),
            ("lease", "after which another sender may take over"),
            ("poll", "between polls without a notification"),
            ("sweep", "between searches for expired leases"),
        ):
            parser.add_argument(
                f"--{name}", type=float, default=getattr(defaults, name), help=f"seconds {meaning}"
            )
        parser.add_argument(
            "--no-listen", action="store_true", help="only poll, without waiting for NOTIFY"
        )

    def handle(self, *args: Any, no_listen: bool, **options: Any) -> None:
        names = ("parallel", "deadline", "connect", "lease", "poll", "sweep")
        worker = DeliveryWorker(
            SenderSettings(**{name: options[name] for name in names}, listen=not no_listen)
        )
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: worker.stop())
        worker.run()
