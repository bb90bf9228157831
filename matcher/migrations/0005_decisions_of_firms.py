import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('firms', '0001_initial'),
        ('matcher', '0004_frozen_copies_and_shared_links'),
        ('partners', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.BigIntegerField()),
                ('decision', models.CharField(choices=[('interested', 'interested'), ('contacted', 'contacted'), ('rejected', 'rejected'), ('introduced', 'introduced'), ('won', 'won'), ('lost', 'lost'), ('taken_back', 'taken back')], max_length=12)),
                ('reason', models.CharField(blank=True, max_length=500)),
                ('note', models.CharField(blank=True, max_length=2000)),
                ('moves_answers', models.BooleanField()),
                ('by_key', models.CharField(max_length=12)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'ordering': ['firm', '-number'],
            },
        ),
        migrations.CreateModel(
            name='StatementCounter',
            fields=[
                ('firm', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='statements', serialize=False, to='firms.firm')),
                ('number', models.BigIntegerField()),
            ],
        ),
        migrations.AddField(
            model_name='revision',
            name='statements',
            field=models.BigIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name='shortlist',
            name='checked_statements',
            field=models.BigIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name='decision',
            name='by_member',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='firms.member'),
        ),
        migrations.AddField(
            model_name='decision',
            name='firm',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='firms.firm'),
        ),
        migrations.AddField(
            model_name='decision',
            name='partner',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.partner'),
        ),
        migrations.AddField(
            model_name='decision',
            name='shortlist',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='decisions', to='matcher.shortlist'),
        ),
        migrations.AddIndex(
            model_name='decision',
            index=models.Index(fields=['shortlist', 'partner', 'number'], name='decision_by_partner'),
        ),
        migrations.AddIndex(
            model_name='decision',
            index=models.Index(models.F('firm'), condition=models.Q(('decision', 'rejected')), name='decision_rejections_of_firm'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.UniqueConstraint(fields=('firm', 'number'), name='one_decision_per_number'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decision', 'rejected'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='rejection_has_a_reason'),
        ),
    ]
