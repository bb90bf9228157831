"""Web behind the pooler of the compose file: a real PgBouncer in transaction mode."""

import os
import re
import shutil
import subprocess

import pytest
from django.db import connection

from tests.demanded import missing
from tests.deployment.conftest import ROOT, free_port, listens, until
from tests.migrations.conftest import Running, manage

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
CONFIGURATION = ROOT / "deploy" / "pgbouncer" / "pgbouncer.ini"
BRIEF = {"title": "Knitwear", "seeking": "manufacturer", "sectors": ["C182"]}


@pytest.fixture
def pooler(roles, tmp_path_factory):
    """The port of a pooler with the shipped configuration, and whether it can prepare."""
    program = shutil.which("pgbouncer", path=os.pathsep.join([os.environ["PATH"], "/usr/sbin"]))
    if program is None:
        missing("pgbouncer", "PgBouncer is not installed: Debian's package pgbouncer")
    told = subprocess.run([program, "--version"], capture_output=True, text=True, check=True)
    version = tuple(map(int, re.search(r"(\d+)\.(\d+)", told.stdout).groups()))
    folder = tmp_path_factory.mktemp("pooler")
    port, at = free_port(), connection.settings_dict
    text = CONFIGURATION.read_text("utf-8")
    for ours, here in {
        "ronghe = host=postgres port=5432": f"* = host={at['HOST']} port={at['PORT']}",
        "listen_addr = 0.0.0.0": "listen_addr = 127.0.0.1",
        "listen_port = 6432": f"listen_port = {port}",
        "/tmp/users.txt": str(folder / "users.txt"),
    }.items():
        assert ours in text
        text = text.replace(ours, here)
    if version < (1, 22):
        text = re.sub("max_prepared_statements.*", "", text)
    (folder / "users.txt").write_text(f'"{roles.user("app")}" "{roles.passwords["app"]}"\n')
    (folder / "pgbouncer.ini").write_text(text)
    words = [program, str(folder / "pgbouncer.ini")]
    if os.geteuid() == 0:  # it refuses to be root
        for path in (folder, *folder.iterdir()):
            path.chmod(0o755)
        for parent in folder.parents[:-1]:
            parent.chmod(parent.stat().st_mode | 0o011)
        words += ["--user", "nobody"]
    process = subprocess.Popen(words, stderr=subprocess.DEVNULL)
    try:
        until(lambda: listens(port), "the pooler listens")
        yield port, version >= (1, 22)
    finally:
        process.terminate()
        process.wait(timeout=20)


def test_briefs_are_asked_and_answered_through_it(roles, pooler):
    port, prepares = pooler
    manage(ROOT, roles.environ("owner"), "migrate", "--verbosity", "0")
    environ = roles.environ("app", port) | {"DATABASE_PREPARES": str(prepares).lower()}
    web, worker = Running(ROOT, environ), Running(ROOT, roles.environ("app"))
    try:
        _, key, _ = worker.call("PREPARE", "3")
        for _ in range(8):  # more than the executions after which psycopg prepares
            status, posted, _ = web.call("POST", "/v1/shortlists", key, BRIEF)
            assert status == 202, posted
            worker.call("ANSWER", posted["id"])
            status, answer, _ = web.call("GET", f"/v1/shortlists/{posted['id']}", key)
            assert (status, len(answer["entries"])) == (200, 3)
            assert web.call("POST", "/v1/rank", key, BRIEF)[0] == 200
    finally:
        web.end()
        worker.end()
