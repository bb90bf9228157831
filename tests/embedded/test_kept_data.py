"""What the servers hold outlives them."""

import psycopg
import redis


def test_the_next_run_has_the_same_rows_keys_and_addresses(start_client, gone):
    first = start_client().arrive()
    write(first)
    first.leave()
    assert gone(first.pids)
    second = start_client().arrive()
    assert second.keeper != first.keeper
    assert read(second) == ("宁波", b"kept")
    assert (second.database_url, second.redis_url) == (first.database_url, first.redis_url)


def write(client):
    with psycopg.connect(client.database_url) as connection:
        connection.execute("CREATE TABLE city AS SELECT '宁波' AS name")
    with redis.Redis.from_url(client.redis_url) as valkey:
        valkey.set("city", "kept")


def read(client):
    with psycopg.connect(client.database_url) as connection:
        (row,) = connection.execute("SELECT name FROM city").fetchone()
    with redis.Redis.from_url(client.redis_url) as valkey:
        return row, valkey.get("city")
