"""docker-compose.yml is read against the settings: no engine is needed for that."""

import os
import re
import secrets
import shlex
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from cryptography.fernet import Fernet

from config import environment, telemetry
from embedded import INITDB_LOCALE

BASE_DIR = Path(__file__).resolve().parents[2]
COMPOSE: dict[str, Any] = yaml.safe_load((BASE_DIR / "docker-compose.yml").read_text("utf-8"))
SECRET_KEY, ENCRYPTION_KEY = secrets.token_urlsafe(50), Fernet.generate_key().decode()
OURS = ["migrate", "web", "worker", "sweep", "deliver", "backup"]

# Who each service is to PostgreSQL, and where it meets it.
APP = "ronghe_app:a@postgres:5432"
USERS = {
    "migrate": "ronghe_owner:o@postgres:5432",
    "backup": "ronghe_backup:b@postgres:5432",
    "web": "ronghe_app:a@pgbouncer:6432",
}


@pytest.mark.parametrize("name", OURS)
def test_every_variable_given_is_one_that_the_settings_read(name: str):
    source = Path(environment.__file__).read_text("utf-8")
    read = set(re.findall(r'reader\.\w+\(\s*"([A-Z_]+)"', source))
    assert set(COMPOSE["services"][name]["environment"]) <= read | set(telemetry.ENDPOINTS)


@pytest.mark.parametrize("name", OURS)
def test_the_settings_start_with_what_a_service_is_given(name: str, monkeypatch):
    given = COMPOSE["services"][name]["environment"]
    answers = {
        "SECRET_KEY_FALLBACKS": "",
        "SECRET_KEY": SECRET_KEY,
        "ENCRYPTION_KEYS": ENCRYPTION_KEY,
        "OWNER_PASSWORD": "o",
        "APP_PASSWORD": "a",
        "BACKUP_PASSWORD": "b",
        "VALKEY_PASSWORD": "v",
        "DATABASE_PREPARES": "true",
        "ALLOWED_HOSTS": "localhost",
        "EMAIL_URL": "smtp+tls://user:word@mail.example",
        "MAIL_FROM": "ronghe@ronghe.example",
        "PUBLIC_URL": "https://ronghe.example/",
        "WEBHOOK_KEPT_DAYS": "30",
        "SHORTLIST_KEPT_DAYS": "400",
        "OTEL_EXPORTER_OTLP_ENDPOINT": "",
        "RATE_LIMIT": "600/minute",
        "SCREENING_URL": "http://yente.internal:8000",
        "SCREENING_DATASET": "sanctions",
        "SCREENING_KEY": "",
        "METRICS_TOKEN": "",
        "FIRM_WAITING_BRIEFS": "100",
        "FIRM_SHORTLISTS": "200",
    }
    for variable, text in given.items():
        monkeypatch.setenv(variable, re.sub(r"\$\{(\w+)[^}]*\}", lambda m: answers[m[1]], text))
    found = environment.load_environment()
    assert found.production
    assert found.database_url == f"postgresql://{USERS.get(name, APP)}/ronghe"
    assert found.redis_url == "redis://:v@valkey:6379/0"
    assert (found.email_url, found.mail_from) == (answers["EMAIL_URL"], answers["MAIL_FROM"])
    assert found.public_url == "https://ronghe.example"
    assert (found.webhook_kept_days, found.shortlist_kept_days) == (30, 400)
    assert found.rate_limit == "600/minute"


def test_only_what_has_no_safe_default_must_be_given(monkeypatch):
    """As the engine reads `${NAME:-default}`; it refuses to start without a `${NAME:?why}`."""
    needed = {
        "SECRET_KEY": SECRET_KEY,
        "ENCRYPTION_KEYS": ENCRYPTION_KEY,
        "APP_PASSWORD": "a",
        "VALKEY_PASSWORD": "v",
    }
    for variable, text in COMPOSE["services"]["deliver"]["environment"].items():
        found = re.sub(
            r"\$\{(\w+):(-|\?)([^}]*)\}",
            lambda m: m[3] if m[2] == "-" else needed[m[1]],
            text,
        )
        monkeypatch.setenv(variable, found)
    assert environment.load_environment().webhook_kept_days == 90


def test_the_addresses_name_services_that_exist():
    given = COMPOSE["services"]["web"]["environment"]
    hosts = [re.search(r"@([a-z]+):\d+/", given[v])[1] for v in ("DATABASE_URL", "REDIS_URL")]
    assert set(hosts) <= set(COMPOSE["services"])


@pytest.mark.parametrize("name", OURS)
def test_every_command_is_installed_with_the_locked_packages(name: str):
    words = COMPOSE["services"][name]["command"]
    script = words[2] if words[:2] == ["sh", "-c"] else shlex.join(words)
    for command in script.split("&&"):
        program, *rest = shlex.split(command)
        if program == "python":
            assert (BASE_DIR / rest[0]).exists()
            assert rest[1] in _management_commands()
        else:
            assert shutil.which(program, path=os.path.dirname(sys.executable))


def _management_commands() -> set[str]:
    from django.core.management import get_commands

    return set(get_commands())


def test_production_gets_no_simulated_partners():
    commands = [str(COMPOSE["services"][name]["command"]) for name in OURS]
    assert not any("demonstration" in command for command in commands)


def test_the_database_sorts_and_reads_chinese_as_the_embedded_one_does():
    words = COMPOSE["services"]["postgres"]["environment"]["POSTGRES_INITDB_ARGS"].split()
    assert [word for word in words if word != "--encoding=UTF8"] == [
        word for word in INITDB_LOCALE if word != "--encoding=UTF8"
    ]


def test_every_python_service_waits_for_the_migrations():
    for name in ("web", "worker", "sweep", "deliver"):
        assert COMPOSE["services"][name]["depends_on"]["migrate"]


def test_two_serve_two_answer_two_send_and_one_keeps_the_time():
    copies = {name: COMPOSE["services"][name].get("deploy", {}).get("replicas", 1) for name in OURS}
    assert copies == {"web": 2, "worker": 2, "deliver": 2, "sweep": 1, "migrate": 1, "backup": 1}


def test_only_the_proxy_can_be_reached_from_outside():
    assert [name for name, one in COMPOSE["services"].items() if "ports" in one] == ["proxy"]
    assert COMPOSE["networks"]["inside"]["internal"]
    for name in ("postgres", "pgbouncer", "valkey"):
        assert COMPOSE["services"][name]["networks"] == ["inside"]


def test_our_containers_write_nowhere_but_where_they_must_and_have_no_rights():
    for name in OURS:
        service = COMPOSE["services"][name]
        assert service["read_only"]
        assert service["cap_drop"] == ["ALL"]
        assert service["security_opt"] == ["no-new-privileges:true"]


def test_the_files_that_are_mounted_exist():
    for service in COMPOSE["services"].values():
        for volume in service.get("volumes", []):
            source = volume.split(":")[0]
            if source.startswith("./"):
                assert (BASE_DIR / source).exists()


def test_neither_passwords_nor_backups_get_into_the_image_or_the_history():
    for name in (".dockerignore", ".gitignore"):
        ignored = {line.strip("/") for line in (BASE_DIR / name).read_text("utf-8").splitlines()}
        assert {".env", "backups"} <= ignored
    image = (BASE_DIR / ".dockerignore").read_text("utf-8").splitlines()
    assert ".git" in image


def test_the_folder_of_snapshots_belongs_to_the_user_of_the_image():
    made = re.search(r"install -d -o ronghe (\S+)", (BASE_DIR / "Dockerfile").read_text("utf-8"))
    assert made[1] == COMPOSE["services"]["web"]["environment"]["INDEX_DIR"]
