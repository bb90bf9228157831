import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('matcher', '0006_a_revision_per_basis_and_statements'),
    ]

    operations = [
        migrations.AddField(
            model_name='shortlist',
            name='tags',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), blank=True, db_default=[], default=list, size=None),
        ),
    ]
