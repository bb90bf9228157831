"""Brokers that fail: one that never answers, and one that is full."""

import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import redis

from embedded.account import server_account
from embedded.binaries import find_binaries
from embedded.state import State, state_folder
from harness.servers import within


@contextmanager
def silent_broker() -> Iterator[str]:
    """The address of a server that takes every connection and never says a word."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(64)
        yield f"redis://127.0.0.1:{listener.getsockname()[1]}/0"


@contextmanager
def broker_in_memory(*options: str) -> Iterator[str]:
    """The address of a Valkey of its own that keeps nothing on disk; `options` as on its command
    line.
    """
    account = server_account()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory(prefix="ronghe-broker-") as name:
        program = find_binaries(State(state_folder()).binaries, account).valkey
        Path(name).chmod(0o755)
        server = subprocess.Popen(
            [str(program), "--bind", "127.0.0.1", "--port", str(port), "--save", "", *options],
            cwd=name,
            stdout=subprocess.DEVNULL,
            **account.popen_arguments(),
        )
        address = f"redis://127.0.0.1:{port}/0"
        try:
            within(10, lambda: _answers(address), "the broker answers")
            yield address
        finally:
            server.kill()
            server.wait(5)


@contextmanager
def full_broker() -> Iterator[str]:
    """The address of a Valkey that is out of memory: it answers, and takes nothing more."""
    limits = ("--maxmemory", "1mb", "--maxmemory-policy", "noeviction")
    with broker_in_memory(*limits) as address:
        fill(address)
        yield address


def fill(address: str) -> None:
    """Write until the broker takes nothing more."""
    with redis.Redis.from_url(address) as client:
        try:
            for number in range(10_000):
                client.set(f"full:{number}", "x" * 1_000)
        except redis.ResponseError:
            return
    raise AssertionError("the broker took everything")


def _answers(address: str) -> bool:
    try:
        with redis.Redis.from_url(address) as client:
            return bool(client.ping())
    except redis.ConnectionError:
        return False
