"""Clients share one keeper, and whoever starts first may leave first."""

import psycopg
import redis


def test_two_cold_starts_at_once_share_the_servers_until_the_last_leaves(start_client, gone):
    one, other = start_client(), start_client()
    one.arrive()
    other.arrive()
    assert one.pids == other.pids

    one.leave()
    assert not gone(one.pids, within=1)
    with psycopg.connect(other.database_url) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    with redis.Redis.from_url(other.redis_url) as valkey:
        assert valkey.ping()

    other.leave()
    assert gone(other.pids)
