"""The name and the notice of a dataset in Chinese. Processes of an earlier version go on beside
this migration: they insert rows without the columns.
"""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("partners", "0004_faults_of_imports_are_told_in_chinese")]

    operations: ClassVar = [
        migrations.AddField(
            "dataset",
            "name_zh",
            models.CharField(
                "name in Chinese", max_length=120, blank=True, default="", db_default=""
            ),
        ),
        migrations.AddField(
            "dataset",
            "notice_zh",
            models.TextField("notice in Chinese", blank=True, default="", db_default=""),
        ),
    ]
