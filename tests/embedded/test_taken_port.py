"""A port that another process has taken meanwhile is given up for a free one."""

import socket

import pytest
import redis

from embedded import keeper
from embedded.account import server_account
from embedded.binaries import find_binaries
from embedded.server import free_port
from embedded.state import prepare_state_folder
from embedded.valkey import Valkey


@pytest.fixture
def taken():
    with socket.create_server(("127.0.0.1", 0)) as other:
        yield other.getsockname()[1]


@pytest.fixture
def valkey(state):
    place, account = prepare_state_folder(state), server_account()
    valkey = Valkey(place, find_binaries(place.binaries, account), account, "password")
    yield valkey
    valkey.end()


def test_the_last_port_is_not_asked_for_when_it_is_taken(taken):
    assert free_port(taken) != taken


def test_a_server_whose_port_is_taken_at_the_last_moment_gets_another(taken, valkey, monkeypatch):
    # Free when looked at, taken when the server comes.
    monkeypatch.setattr(keeper, "free_port", lambda wanted: wanted or free_port())
    keeper._start_on_free_port(valkey, taken)
    assert valkey.port != taken
    with redis.Redis.from_url(valkey.url) as connection:
        assert connection.ping()
