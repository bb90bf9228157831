from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("matcher", "0002_answers_say_what_they_are_worth"),
    ]

    operations = [
        migrations.AddField(
            model_name="shortlist",
            name="archived_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
