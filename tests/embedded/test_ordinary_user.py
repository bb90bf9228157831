"""An ordinary user has servers of their own, below a home that is closed to others."""

import os

import psycopg
import pytest
import redis


@pytest.fixture
def private_home(home, nobody):
    folder = home / "private"
    folder.mkdir(0o700)
    os.chown(folder, nobody["user"], nobody["group"])
    return folder


def test_the_servers_run_below_a_private_home(
    private_home, nobody, open_python, start_client, gone
):
    python, env = open_python
    folder = private_home / "state"
    client = start_client(command=[python], env=env, folder=folder, **nobody).arrive()
    with psycopg.connect(client.database_url) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    with redis.Redis.from_url(client.redis_url) as valkey:
        assert valkey.ping()
    assert folder.stat().st_mode & 0o777 == 0o700
    client.leave()
    assert gone(client.pids)


def test_a_user_without_a_name_is_told_what_is_missing(home, nobody, open_python, start_client):
    python, env = open_python
    nameless = nobody | {"user": 54321}
    folder = home / "nameless"
    folder.mkdir(0o700)
    os.chown(folder, nameless["user"], nameless["group"])
    client = start_client(command=[python], env=env, folder=folder / "state", **nameless)
    assert "no entry in /etc/passwd" in client.failure()
