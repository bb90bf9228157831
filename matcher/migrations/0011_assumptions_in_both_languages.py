from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('matcher', '0010_seen_revisions'),
    ]

    operations = [
        migrations.AddField(
            model_name='revision',
            name='assumed',
            field=models.JSONField(null=True),
        ),
    ]
