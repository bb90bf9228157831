from django.db import migrations, models


class Migration(migrations.Migration):
    """A column that may be empty: adding it rewrites no row and waits for no reader."""

    dependencies = [("matcher", "0002_batches")]

    operations = [
        migrations.AddField("revision", "asked", models.JSONField(null=True)),
    ]
