"""A client that cannot have servers is told why, and what to do."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from embedded.errors import program_failure

CHECKOUT = Path(__file__).resolve().parents[2]


def test_a_state_folder_that_cannot_be_written(home, start_client):
    (home / "file").touch()
    complaint = start_client(folder=home / "file" / "state").failure()
    assert "EmbeddedError: The state folder" in complaint
    assert "cannot be written" in complaint


def test_a_state_folder_of_another_user(home, nobody, start_client):
    folder = home / "theirs"
    folder.mkdir()
    os.chown(folder, nobody["user"], nobody["group"])
    assert "belongs to another user" in start_client(folder=folder).failure()


def test_a_state_folder_that_nobody_can_reach(home, nobody, start_client):
    (home / "private").mkdir(0o700)
    complaint = start_client(folder=home / "private" / "state").failure()
    assert "Name another folder in RONGHE_STATE" in complaint


def test_no_program_to_run(start_client, tmp_path):
    # A Python without the venv sees no wheel, and PATH holds no server.
    env = {"PATH": str(tmp_path), "PYTHONPATH": str(CHECKOUT)}
    bare = Path(sys.executable).resolve()
    complaint = start_client(command=[str(bare), "-S", "-P"], env=env).failure()
    assert "There is no PostgreSQL to run" in complaint
    assert "give DATABASE_URL and REDIS_URL" in complaint


def test_a_full_disk(small_disk, start_client):
    complaint = start_client(folder=small_disk / "state").failure()
    assert "No space left on device" in complaint
    assert "Free some space" in complaint


@pytest.fixture
def small_disk(home, nobody):
    if not sys.platform.startswith("linux"):
        pytest.skip("only Linux has a file system in memory of a given size")
    folder = home / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m,mode=0711", "tmpfs", str(folder)]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("this root may not mount")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_missing_zlib():
    said = "postgres: error while loading shared libraries: libz.so.1: cannot open shared object"
    assert "Install it (Debian: zlib1g" in str(program_failure("postgres failed", said))
