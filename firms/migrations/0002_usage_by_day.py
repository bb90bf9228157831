"""An index by day, so that old counts of usage are found without a look at all."""

from typing import ClassVar

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    # A concurrent index is made outside a transaction.
    atomic = False
    dependencies: ClassVar = [("firms", "0001_initial")]
    operations: ClassVar = [
        AddIndexConcurrently(
            model_name="keyusage", index=models.Index(fields=["day"], name="usage_by_day")
        ),
    ]
