"""Search entries tell whether their partner is simulated, so that most searches read no such row."""

from typing import ClassVar

from django.db import migrations, models

_FILL = """
    UPDATE partners_searchentry entry SET simulated = true
    FROM partners_partner partner WHERE partner.id = entry.partner_id AND partner.simulated
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("partners", "0001_initial")]

    operations: ClassVar = [
        migrations.AddField(
            "searchentry",
            "simulated",
            models.BooleanField(default=False, db_default=False),
        ),
        migrations.RunSQL(_FILL, migrations.RunSQL.noop),
    ]
