"""`manage.py list_keys [FIRM]`: the keys with their scopes, members and ends, without secrets."""

from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from firms.management.lookups import find_firm
from firms.models import ApiKey

_TITLES = ("id", "firm", "name", "scopes", "member", "addresses", "state", "expires", "last used")


class Command(BaseCommand):
    help = "List the API keys, of one firm or of all, newest first: one line a key, tabs between."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("firm", nargs="?", default="", help="the firm's name")

    def handle(self, *args: Any, firm: str = "", **options: Any) -> None:
        keys = ApiKey.objects.with_last_use().select_related("firm", "member").order_by("-pk")
        if firm:
            keys = keys.filter(firm=find_firm(firm))
        self.stdout.write("\t".join(_TITLES))
        for key in keys:
            self.stdout.write("\t".join(_cells(key)))


def _cells(key: Any) -> tuple[str, ...]:
    return (
        key.prefix,
        key.firm.name,
        key.name or "-",
        ",".join(key.scopes),
        key.member.email if key.member else "-",
        ",".join(key.networks) or "everywhere",
        "revoked" if key.revoked_at else "live" if key.is_live else "expired",
        _minute(key.expires_at),
        _minute(key.last_used_at),
    )


def _minute(instant: datetime | None) -> str:
    return timezone.localtime(instant).isoformat(timespec="minutes") if instant else "-"
