"""The message of an import's fault, from which it is told in the language of the reader."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("partners", "0003_screening_answers_by_time")]

    operations: ClassVar = [
        migrations.AddField(
            "importrun", "fault_message", models.JSONField(null=True, editable=False)
        ),
    ]
