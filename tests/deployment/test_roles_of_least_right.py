"""The service does all its work as a role that can do nothing else: deploy/postgres/roles.sql."""

import subprocess
import sys

import psycopg
import pytest
from psycopg import errors

from tests.deployment.conftest import ROOT
from tests.migrations.conftest import Running, manage

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
BRIEF = {"title": "Knitwear", "seeking": "manufacturer", "sectors": ["C182"]}
# What nobody but the owner, or a superuser, may do.
DENIED = [
    "CREATE TABLE public.mine (a int)",
    "CREATE SCHEMA mine",
    "CREATE ROLE mine",
    "CREATE EXTENSION hstore",
    "DROP TABLE matcher_brief",
    "ALTER TABLE matcher_brief ADD COLUMN mine int",
    "ALTER TABLE priorities_prioritychange DISABLE TRIGGER ALL",
    "ALTER TABLE priorities_prioritychange DISABLE TRIGGER USER",
    "TRUNCATE matcher_brief CASCADE",
    "CREATE OR REPLACE FUNCTION public.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "SET session_replication_role = replica",
    "SET ROLE {owner}",
    "ALTER ROLE {app} SUPERUSER",
    "ALTER SYSTEM SET fsync = off",
    "SELECT * FROM pg_authid",
    "SELECT pg_read_file('/etc/passwd')",
    "COPY matcher_brief TO PROGRAM 'true'",
    "COPY matcher_brief TO '/tmp/mine'",
    "SELECT lo_import('/etc/passwd')",
]
WRITES = [
    "INSERT INTO firms_firm (name, created_at) VALUES ('x', now())",
    "UPDATE firms_firm SET name = 'x'",
    "DELETE FROM firms_firm",
    "CREATE TEMPORARY TABLE mine (a int)",
]


@pytest.fixture
def migrated(roles):
    manage(ROOT, roles.environ("owner"), "migrate", "--verbosity", "0")
    return roles


def test_the_app_goes_the_whole_way_and_the_backup_only_reads(migrated, tmp_path):
    process = Running(ROOT, migrated.environ("app"))
    try:
        _, key, _ = process.call("PREPARE", "3")
        status, posted, _ = process.call("POST", "/v1/shortlists", key, BRIEF)
        assert status == 202
        path = f"/v1/shortlists/{posted['id']}"
        process.call("ANSWER", posted["id"])
        _, answer, version = process.call("GET", path, key)
        assert len(answer["entries"]) == 3
        said = {"partner": answer["entries"][0]["partner"]["id"], "decision": "contacted"}
        assert process.call("POST", f"{path}/decisions", key, said)[0] == 201
        assert process.call("PATCH", path, key, {"limit": 2}, version)[0] in (200, 202)
        assert process.call("GET", "/v1/events", key)[0] == 200
        assert process.call("POST", "/v1/rank", key, BRIEF)[0] == 200
    finally:
        process.end()
    _denied(migrated, "app", DENIED)
    with psycopg.connect(migrated.url("app")) as session:
        ((limit,),) = session.execute("SHOW statement_timeout").fetchall()
        assert limit == "30s"
        (left,) = session.execute("SELECT count(*) FROM firms_firm").fetchone()
    _denied(migrated, "backup", [*DENIED, *WRITES])
    written = tmp_path / "a.dump"
    manage(ROOT, migrated.environ("backup"), "backup", str(written))
    assert written.stat().st_size > 0
    assert _count(migrated, "core_backuprun") == 1
    manage(ROOT, migrated.environ("app"), "erase_firm", "1", "--confirm", "Nordtuch GmbH")
    assert _count(migrated, "firms_firm") == left - 1


def test_a_restore_into_a_new_database_leaves_each_its_rights(migrated, tmp_path):
    manage(ROOT, migrated.environ("app"), "issue_key", "Nordtuch GmbH")
    written = tmp_path / "a.dump"
    manage(ROOT, migrated.environ("backup"), "backup", str(written))
    migrated.make_database()
    manage(ROOT, migrated.environ("owner"), "restore", str(written))
    manage(ROOT, migrated.environ("app"), "issue_key", "Seidenweg KG")
    assert _count(migrated, "firms_firm") == 2
    _denied(migrated, "app", DENIED)
    _denied(migrated, "backup", [*DENIED, *WRITES])
    manage(ROOT, migrated.environ("backup"), "backup", str(tmp_path / "b.dump"))
    # And over one that is there.
    manage(ROOT, migrated.environ("owner"), "restore", str(written), "--replace")
    assert _count(migrated, "firms_firm") == 1


def _count(roles, table):
    with psycopg.connect(roles.url("app")) as session:
        (found,) = session.execute(f"SELECT count(*) FROM {table}").fetchone()
    return found


def _denied(roles, role, statements):
    done = []
    for statement in statements:
        words = statement.format(owner=roles.user("owner"), app=roles.user("app"))
        with psycopg.connect(roles.url(role), autocommit=True) as session:
            try:
                session.execute(words)
            except errors.InsufficientPrivilege:
                continue
        done.append(words)
    assert done == [], done


def test_the_app_cannot_migrate(roles):
    done = subprocess.run(
        [sys.executable, "manage.py", "migrate"],
        cwd=ROOT,
        env=roles.environ("app"),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode != 0
    assert "permission denied for schema public" in done.stderr
