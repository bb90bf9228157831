"""The role that makes backups may read alone, and has to leave a record of each. The function runs
with the rights of its owner, and can do nothing but add such a row.
"""

from django.db import migrations

_CREATE = """
CREATE FUNCTION public.record_backup(made_at timestamptz, size bigint, sha256 text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = ''
AS 'INSERT INTO public.core_backuprun (made_at, size, sha256) VALUES ($1, $2, $3)'
"""


class Migration(migrations.Migration):
    dependencies = [("core", "0004_security_log")]

    operations = [migrations.RunSQL(_CREATE, "DROP FUNCTION public.record_backup")]
