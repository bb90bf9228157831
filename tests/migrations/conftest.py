"""Two checkouts on one database: the code of the last release, and the present."""

import json
import os
import subprocess
import sys
import threading
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = Path(__file__).with_name("program_of_a_release.py")
# A busy machine loads the code in tens of seconds.
SECONDS = 120


def _git(*words: str) -> bytes:
    return subprocess.run(["git", *words], cwd=ROOT, check=True, capture_output=True).stdout


@pytest.fixture(scope="session")
def released_code(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the code of the last release, as the history has it."""
    document = max((ROOT / "docs" / "released").glob("openapi-*.json")).relative_to(ROOT)
    try:
        shallow = _git("rev-parse", "--is-shallow-repository").strip() == b"true"
        added = _git("log", "--diff-filter=A", "--format=%H", "--", str(document)).split()
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("this is no checkout of git: the code of the last release is not here")
    if shallow or not added:
        pytest.skip("the history does not reach back to the last release: fetch all of it")
    folder = tmp_path_factory.mktemp("released")
    archive = folder / "code.tar"
    archive.write_bytes(_git("archive", added[-1].decode()))
    subprocess.run(["tar", "-xf", archive.name], cwd=folder, check=True)
    archive.unlink()
    return folder


@pytest.fixture
def shared_database(transactional_db: None) -> Iterator[dict[str, str]]:
    """The environment of processes on an empty database of their own, dropped afterwards."""
    at = connection.settings_dict
    name = f"shared_{uuid.uuid4().hex[:12]}"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name} TEMPLATE template0")
    url = f"postgresql://{at['USER']}:{at['PASSWORD']}@{at['HOST']}:{at['PORT']}/{name}"
    yield os.environ | {"DATABASE_URL": url, "LOG_LEVEL": "ERROR", "INDEX_DIR": ""}
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


def manage(folder: Path, environ: dict[str, str], *words: str) -> None:
    subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=folder,
        env=environ,
        check=True,
        timeout=SECONDS,
        capture_output=True,
    )


class Running:
    """A process of one checkout, which stays up and answers calls."""

    def __init__(self, folder: Path, environ: dict[str, str]) -> None:
        self.process = subprocess.Popen(
            [sys.executable, PROGRAM],
            cwd=folder,
            env=environ,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    def call(self, *words: Any) -> tuple[int, Any, str]:
        """Make a call: status, body, ETag. A process that says nothing is killed, and the call
        fails."""
        clock = threading.Timer(SECONDS, self.process.kill)
        clock.start()
        try:
            self.process.stdin.write(json.dumps(words) + "\n")
            self.process.stdin.flush()
            line = self.process.stdout.readline()
        finally:
            clock.cancel()
        assert line, "the process ended"
        status, body, version = json.loads(line)
        return status, body, version

    def end(self) -> None:
        self.process.stdin.close()
        self.process.wait(timeout=SECONDS)
        self.process.stdout.close()
