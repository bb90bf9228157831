"""`manage.py rotate_encryption [--check | --discard-unreadable]`: encrypt all stored secrets with
the newest key.
"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from core.audit import security_log
from core.encryption import key_rotation
from core.encryption.stored_secrets import declared_columns
from core.models import SecurityEvent


class Command(BaseCommand):
    help = (
        "Encrypt every stored secret with the first of ENCRYPTION_KEYS, so that the others can be"
        " taken out. It may be killed and run again, and the service runs on beside it."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        modes = parser.add_mutually_exclusive_group()
        modes.add_argument(
            "--check",
            action="store_true",
            help="change nothing; tell how many still need an older key, with status 1 if any do",
        )
        modes.add_argument(
            "--discard-unreadable",
            action="store_true",
            help="a key is lost for ever: delete what none of ENCRYPTION_KEYS reads, then encrypt",
        )

    def handle(self, *args: Any, check: bool, discard_unreadable: bool, **options: Any) -> None:
        if discard_unreadable:
            for column in declared_columns():
                count = key_rotation.discard_unreadable(column)
                self.stdout.write(f"{column.name}: {count} discarded, because no key reads them")
        if not check:
            for column in declared_columns():
                counts = key_rotation.rotate(column)
                self.stdout.write(f"{column.name}: {counts.replaced} encrypted with the first key")
            security_log.record(SecurityEvent.Kind.ENCRYPTION_ROTATED)
        # Counted anew: another process may have stored something under an older key meanwhile.
        self._check()

    def _check(self) -> None:
        old = unreadable = 0
        for column in declared_columns():
            counts = key_rotation.count_keys(column)
            old, unreadable = old + counts.old, unreadable + counts.unreadable
            self.stdout.write(
                f"{column.name}: {counts.stored} stored, {counts.old} need an older key,"
                f" {counts.unreadable} are read by no key"
            )
        if unreadable:
            raise CommandError(
                f"{unreadable} are read by none of ENCRYPTION_KEYS: put the key back that is"
                " missing; take none out. Where it is lost for ever, --discard-unreadable deletes"
                " them"
            )
        if old:
            raise CommandError(
                f"{old} need an older key: keep it. Run rotate_encryption, once all processes have"
                " the new key first"
            )
        self.stdout.write("The first key reads everything: the others can be taken out.")
