import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('firms', '0001_initial'),
        ('matcher', '0007_tags_of_shortlists'),
        ('partners', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='PartnerAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.BigIntegerField()),
                ('question', models.CharField(max_length=20)),
                ('value', models.JSONField(null=True)),
                ('note', models.CharField(blank=True, max_length=2000)),
                ('told_on', models.DateField(null=True)),
                ('by_key', models.CharField(max_length=12)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('by_member', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='firms.member')),
                ('firm', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='firms.firm')),
                ('partner', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.partner')),
            ],
            options={
                'ordering': ['firm', '-number'],
                'indexes': [models.Index(fields=['partner', 'firm', 'question'], name='answer_by_partner')],
                'constraints': [models.UniqueConstraint(fields=('firm', 'number'), name='one_answer_per_number')],
            },
        ),
    ]
