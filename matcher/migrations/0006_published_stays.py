"""What was said stays said, whoever asks the database: a published edition, its rows and what
they cite are not changed, but that its range ends once; and no act is unsaid.

The triggers are by row: emptying whole tables, as the tests do, is not stopped.
"""

from django.db import migrations

REFUSE = "RAISE EXCEPTION '{}' USING ERRCODE = 'restrict_violation'"
NOT_CHANGED = REFUSE.format("a published edition is not changed")

FUNCTIONS = {
    # A row moved out of or into a published edition changes it, too.
    "priority": f"""
        IF EXISTS (SELECT FROM matcher_edition WHERE state = 'published'
                   AND id IN (OLD.edition_id, NEW.edition_id)) THEN {NOT_CHANGED}; END IF;
        RETURN COALESCE(NEW, OLD);""",
    "link": f"""
        IF EXISTS (SELECT FROM matcher_priority JOIN matcher_edition
                       ON matcher_edition.id = matcher_priority.edition_id
                   WHERE state = 'published'
                   AND matcher_priority.id IN (OLD.priority_id, NEW.priority_id))
        THEN {NOT_CHANGED}; END IF;
        RETURN COALESCE(NEW, OLD);""",
    "edition": f"""
        IF TG_OP = 'UPDATE'
            AND to_jsonb(OLD) - 'in_force' = to_jsonb(NEW) - 'in_force'
            AND (OLD.in_force IS NOT DISTINCT FROM NEW.in_force
                 OR upper_inf(OLD.in_force) AND lower(OLD.in_force) = lower(NEW.in_force))
        THEN RETURN NEW; END IF;
        {NOT_CHANGED};""",
    "document": f"""
        IF EXISTS (SELECT FROM matcher_priority JOIN matcher_edition
                       ON matcher_edition.id = matcher_priority.edition_id
                   WHERE state = 'published' AND document_id = OLD.id)
        THEN {REFUSE.format("a published edition cites the document as it is")}; END IF;
        RETURN COALESCE(NEW, OLD);""",
    "act": f"""
        {REFUSE.format("an act is not unsaid")};""",
}
# (table, function, events, condition)
TRIGGERS = (
    ("matcher_priority", "priority", "INSERT OR UPDATE OR DELETE", ""),
    ("matcher_priority_targets", "link", "INSERT OR UPDATE OR DELETE", ""),
    ("matcher_priority_places", "link", "INSERT OR UPDATE OR DELETE", ""),
    ("matcher_edition", "edition", "UPDATE OR DELETE", "WHEN (OLD.state = 'published')"),
    ("matcher_document", "document", "UPDATE OR DELETE", ""),
    ("matcher_editionact", "act", "UPDATE OR DELETE", ""),
)


def _sql():
    for name, body in FUNCTIONS.items():
        yield (
            f"CREATE FUNCTION published_{name}_stays() RETURNS trigger LANGUAGE plpgsql"
            f" AS $$ BEGIN {body} END $$"
        )
    for table, name, events, condition in TRIGGERS:
        yield (
            f"CREATE TRIGGER published_stays BEFORE {events} ON {table} FOR EACH ROW"
            f" {condition} EXECUTE FUNCTION published_{name}_stays()"
        )


class Migration(migrations.Migration):
    dependencies = [("matcher", "0005_history")]
    operations = [migrations.RunSQL(list(_sql()), migrations.RunSQL.noop)]
