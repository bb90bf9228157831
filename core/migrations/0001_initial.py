from django.db import migrations, models


def create_counters(apps, schema_editor):
    counter = apps.get_model("core", "Counter")
    for name in ("policy", "partners", "event"):
        counter.objects.get_or_create(name=name)



class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Counter',
            fields=[
                ('name', models.CharField(max_length=20, primary_key=True, serialize=False)),
                ('number', models.BigIntegerField(default=0)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('number__gte', 0)), name='counter_never_negative')],
            },
        ),
        migrations.RunPython(create_counters, migrations.RunPython.noop),
    ]
