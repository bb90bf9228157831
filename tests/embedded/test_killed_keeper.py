"""A keeper that is killed takes the servers along; the next client brings them back."""

import os
import signal
import sys

import psycopg
import pytest
import redis


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux ends orphans")
def test_no_server_outlives_its_keeper(client, gone):
    os.kill(client.keeper, signal.SIGKILL)
    assert gone(client.pids)


def test_the_next_client_gets_the_same_servers_back(client, start_client):
    with psycopg.connect(client.database_url) as connection:
        connection.execute("CREATE TABLE city AS SELECT '宁波' AS name")
    with redis.Redis.from_url(client.redis_url) as valkey:
        valkey.set("city", "kept")

    os.kill(client.keeper, signal.SIGKILL)
    second = start_client().arrive()

    assert second.keeper != client.keeper
    # The old client has but its old addresses.
    with psycopg.connect(client.database_url) as connection:
        assert connection.execute("SELECT name FROM city").fetchone() == ("宁波",)
    with redis.Redis.from_url(client.redis_url) as valkey:
        assert valkey.get("city") == b"kept"
