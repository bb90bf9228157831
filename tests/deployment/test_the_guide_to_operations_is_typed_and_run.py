"""What docs/operations.md tells an operator to type: the installation makes all that the compose
file asks for, and the other commands name services and verbs that exist.
"""

import os
import re
import secrets
import shlex
import subprocess
import sys
import textwrap
import uuid
from pathlib import Path

import psycopg
import pytest
import yaml
from django.core.management import get_commands
from django.db import connection

from config import environment
from embedded.binaries import find_postgres_program
from tests.deployment.conftest import ROOT

GUIDE = (ROOT / "docs" / "operations.md").read_text("utf-8")
COMPOSE = (ROOT / "docker-compose.yml").read_text("utf-8")
SERVICES = yaml.safe_load(COMPOSE)["services"]
WITHOUT = "### Without containers"


def _blocks(heading: str) -> list[str]:
    """What is typed below the heading, up to the next one."""
    text = re.split(r"\n#{2,3} ", GUIDE[GUIDE.index(f"\n{heading}\n") + 1 :])[0]
    return [
        textwrap.dedent(block)
        for block in re.findall(r"^ *```sh\n(.*?)^ *```", text, re.DOTALL | re.MULTILINE)
    ]


def _block(section: str) -> str:
    return _blocks(f"## {section}")[0]


def _run(script: str, folder: Path, **given: str) -> str:
    programs = find_postgres_program("createdb")
    folders = [str(Path(sys.executable).parent), str(programs.parent)]
    path = os.pathsep.join([*folders, os.environ["PATH"]])
    done = subprocess.run(
        ["sh", "-eu", "-c", script],
        cwd=folder,
        env={"PATH": path, **given},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_installation_makes_all_that_must_be_given(tmp_path, monkeypatch):
    _run(_block("Install"), tmp_path, DOMAIN="ronghe.example", TLS_FOLDER="/etc/tls")
    file = tmp_path / ".env"
    assert file.stat().st_mode & 0o077 == 0
    made = dict(line.split("=", 1) for line in file.read_text().splitlines())
    assert all(made.values())
    assert set(re.findall(r"\$\{(\w+):\?", COMPOSE)) <= set(made)
    assert set(made) <= set(re.findall(r"\$\{(\w+)", COMPOSE))
    for variable, text in SERVICES["web"]["environment"].items():
        found = re.sub(
            r"\$\{(\w+)(?::-([^}]*)|:\?[^}]*)?\}", lambda m: made.get(m[1], m[2] or ""), text
        )
        monkeypatch.setenv(variable, found)
    assert environment.load_environment().production


@pytest.mark.django_db(transaction=True)
def test_an_index_that_was_left_half_made_is_named(tmp_path):
    at = connection.settings_dict
    url = f"postgresql://{at['USER']}:{at['PASSWORD']}@{at['HOST']}:{at['PORT']}/{at['NAME']}"
    assert _run(_block("Rollback"), tmp_path, DATABASE_URL=url).strip() == "[]"
    with psycopg.connect(url, autocommit=True) as session:
        session.execute("CREATE TABLE half_made (a int); INSERT INTO half_made VALUES (1), (1)")
        try:
            with pytest.raises(psycopg.errors.UniqueViolation):
                session.execute("CREATE UNIQUE INDEX CONCURRENTLY half_made_a ON half_made (a)")
            assert "half_made_a" in _run(_block("Rollback"), tmp_path, DATABASE_URL=url)
        finally:
            session.execute("DROP TABLE half_made")


def test_commands_for_the_containers_name_what_exists():
    typed = re.findall(r"^docker compose (.+)$", GUIDE, re.MULTILINE)
    assert len(typed) >= 8
    for line in typed:
        words = line.split()
        verb, names = words[0], [word for word in words[1:] if not word.startswith("-")]
        if verb in ("run", "exec", "logs", "up"):
            wanted = names if verb == "up" else names[:1]
            assert set(wanted) <= set(SERVICES), line
        if "manage.py" in words:
            assert words[words.index("manage.py") + 1] in get_commands(), line


def test_every_verb_of_the_guide_exists():
    verbs = set(re.findall(r"manage\.py (\w+)", GUIDE))
    assert verbs <= set(get_commands())


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_the_installation_without_containers_ends_with_a_key(tmp_path):
    at, name = connection.settings_dict, f"typed_{uuid.uuid4().hex[:10]}"
    # Roles are the server's: those of this test have its name.
    install, *rest = [block.replace("ronghe_", f"{name}_") for block in _blocks(WITHOUT)]
    assert "requirements/base.txt" in install
    # The seeds are loaded by a test of their own.
    typed = "".join(rest).replace("DATABASE_URL=$OWNER_URL python manage.py seed\n", "")
    typed = typed.replace("PATH=$PWD/.venv/bin:$PATH\n", "")
    typed = f"cd {shlex.quote(str(ROOT))}\n{typed}".replace(">> .env", f">> {tmp_path}/.env")
    typed = typed.replace(". ./.env", f". {shlex.quote(str(tmp_path / '.env'))}")
    _run(_block("Install"), tmp_path, DOMAIN="ronghe.example", TLS_FOLDER="/etc/tls")
    try:
        printed = _run(
            typed,
            tmp_path,
            PGHOST=at["HOST"],
            PGPORT=str(at["PORT"]),
            PGUSER=at["USER"],
            PGPASSWORD=at["PASSWORD"],
            PGDATABASE=name,
            VALKEY_URL=os.environ["REDIS_URL"],
            INDEX_DIR=str(tmp_path),
        )
        assert re.fullmatch(r"rh_[0-9a-f]{12}_\S{43}", printed.splitlines()[-1])
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
            for role in ("app", "backup", "owner"):
                cursor.execute(f"DROP ROLE IF EXISTS {name}_{role}")


def test_an_upgrade_without_containers_types_what_the_installation_did():
    installed = "".join(_blocks(WITHOUT)).splitlines()
    assert set(_blocks("## Upgrade")[0].splitlines()) <= set(installed)


def test_without_containers_the_same_programs_are_started():
    text = GUIDE[GUIDE.index(f"\n{WITHOUT}\n") :]
    typed = re.search(r"```console\n(.*?)```", text, re.DOTALL)[1].splitlines()
    started = [
        " ".join(SERVICES[name]["command"]) for name in ("web", "worker", "sweep", "deliver")
    ]
    assert [line.replace("127.0.0.1:8000", "0.0.0.0:8000") for line in typed] == started


def test_the_steps_of_a_change_of_keys_end_with_the_new_one(tmp_path):
    old = secrets.token_urlsafe(32)
    (tmp_path / ".env").write_text(f"DOMAIN=a,b\nENCRYPTION_KEYS={old}\nSECRET_KEY=first\n")
    behind, first, rotate, out = _blocks("### Change an encryption key")
    assert rotate.split("\n")[:2] == [
        "python manage.py rotate_encryption",
        "python manage.py rotate_encryption --check",
    ]
    _run(behind, tmp_path)
    one, new = _variables(tmp_path)["ENCRYPTION_KEYS"].split(",")
    assert one == old
    _run(first, tmp_path)
    assert _variables(tmp_path)["ENCRYPTION_KEYS"] == f"{new},{old}"
    _run(out, tmp_path)
    assert _variables(tmp_path)["ENCRYPTION_KEYS"] == new
    _run(_blocks("### Change the secret key")[0], tmp_path)
    found = _variables(tmp_path)
    assert found["SECRET_KEY_FALLBACKS"] == "first"
    assert len(found["SECRET_KEY"]) > 50
    assert (found["DOMAIN"], found["ENCRYPTION_KEYS"]) == ("a,b", new)
    assert (tmp_path / ".env").stat().st_mode & 0o077 == 0


def _variables(folder):
    return dict(line.split("=", 1) for line in (folder / ".env").read_text().splitlines())
