"""An index by which readers of a shortlist find the last screening answer that is too old."""

from typing import ClassVar

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    # An index that is made concurrently stops no writer, and cannot be made in a transaction.
    atomic = False

    dependencies: ClassVar = [("partners", "0002_search_entries_tell_what_is_simulated")]

    operations: ClassVar = [
        AddIndexConcurrently(
            "screening", models.Index(fields=["checked_at"], name="screened_by_time")
        ),
    ]
