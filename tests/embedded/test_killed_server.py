"""A server that dies is started again at its address."""

import os
import signal
import time

import psycopg
import redis


def test_both_servers_come_back_where_they_were(client):
    for pid in client.servers.values():
        os.kill(pid, signal.SIGKILL)
    assert eventually(lambda: asked_postgres(client)) == (1,)
    assert eventually(lambda: asked_valkey(client)) is True


def asked_postgres(client):
    with psycopg.connect(client.database_url, connect_timeout=2) as connection:
        return connection.execute("SELECT 1").fetchone()


def asked_valkey(client):
    with redis.Redis.from_url(client.redis_url) as valkey:
        return valkey.ping()


def eventually(ask):
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        try:
            return ask()
        except (psycopg.OperationalError, redis.ConnectionError):
            time.sleep(0.1)
    return ask()
