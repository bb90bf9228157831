from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):

    # An index that is made concurrently stops no writer, and cannot be made in a transaction.
    atomic = False

    dependencies = [
        ('matcher', '0013_since_when_shortlists_wait'),
    ]

    operations = [
        AddIndexConcurrently(
            model_name='shortlist',
            index=models.Index(
                condition=models.Q(('archived_at', None), ('waiting_since__isnull', False)),
                fields=['waiting_since'],
                name='shortlist_waiting',
            ),
        ),
    ]
