"""A loopback port is open to every user of the machine: both servers ask for a password."""

from urllib.parse import urlsplit

import psycopg
import pytest
import redis


def test_both_servers_refuse_a_wrong_password_and_none(client):
    for wrong in ("guess", ""):
        address = with_password(client.database_url, wrong)
        with pytest.raises(psycopg.OperationalError, match="password"):
            psycopg.connect(address)
        with (
            redis.Redis.from_url(with_password(client.redis_url, wrong)) as valkey,
            pytest.raises(redis.AuthenticationError),
        ):
            valkey.ping()


def with_password(url, password):
    return url.replace(urlsplit(url).password, password)
