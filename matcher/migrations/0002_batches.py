import django.db.models.deletion
import django.utils.timezone
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('firms', '0001_initial'),
        ('matcher', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Batch',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('title', models.CharField(blank=True, max_length=200)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('turn_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('finished_at', models.DateTimeField(blank=True, null=True)),
                ('cancelled_at', models.DateTimeField(blank=True, null=True)),
                ('firm', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='batches', to='firms.firm')),
            ],
            options={
                'verbose_name_plural': 'batches',
                'ordering': ['-created_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='BatchItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('refused', models.JSONField(null=True)),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='matcher.batch')),
                ('shortlist', models.OneToOneField(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='batch_item', to='matcher.shortlist')),
            ],
            options={
                'ordering': ['batch', 'number'],
            },
        ),
        migrations.AddIndex(
            model_name='batch',
            index=models.Index(fields=['firm', '-created_at', 'id'], name='batch_newest_of_firm'),
        ),
        migrations.AddIndex(
            model_name='batch',
            index=models.Index(condition=models.Q(('cancelled_at', None), ('finished_at', None)), fields=['turn_at'], name='unfinished_batch'),
        ),
        migrations.AddConstraint(
            model_name='batchitem',
            constraint=models.UniqueConstraint(fields=('batch', 'number'), name='one_item_per_number'),
        ),
        migrations.AddConstraint(
            model_name='batchitem',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('refused__isnull', False), ('shortlist__isnull', True)), models.Q(('refused__isnull', True), ('shortlist__isnull', False)), _connector='OR'), name='item_is_stored_or_refused'),
        ),
    ]
