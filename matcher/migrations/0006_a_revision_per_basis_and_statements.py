from django.db import migrations, models

_COLUMNS = "shortlist_id, brief_version, model, policy, partners, as_of"


def _replace(columns):
    """The statements that give the constraint other columns: the index is built while firms write."""
    return [
        # What a failed attempt left is no valid index.
        "DROP INDEX CONCURRENTLY IF EXISTS one_revision_per_basis_new",
        f"CREATE UNIQUE INDEX CONCURRENTLY one_revision_per_basis_new ON matcher_revision ({columns})",
        "ALTER TABLE matcher_revision DROP CONSTRAINT one_revision_per_basis,"
        " ADD CONSTRAINT one_revision_per_basis UNIQUE USING INDEX one_revision_per_basis_new",
    ]


class Migration(migrations.Migration):

    atomic = False

    dependencies = [
        ('matcher', '0005_decisions_of_firms'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(forward, backward)
                for forward, backward in zip(
                    _replace(f"{_COLUMNS}, statements"), _replace(_COLUMNS)[::-1], strict=True
                )
            ],
            state_operations=[
                migrations.RemoveConstraint(
                    model_name='revision',
                    name='one_revision_per_basis',
                ),
                migrations.AddConstraint(
                    model_name='revision',
                    constraint=models.UniqueConstraint(fields=('shortlist', 'brief_version', 'model', 'policy', 'partners', 'as_of', 'statements'), name='one_revision_per_basis'),
                ),
            ],
        ),
    ]
