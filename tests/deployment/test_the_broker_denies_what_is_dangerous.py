"""The broker of the compose file: a password, and no command that reads, changes or empties it."""

import shlex
import subprocess

import pytest
import redis
import yaml
from kombu import Connection

from embedded.account import server_account
from embedded.binaries import find_binaries
from tests.deployment.conftest import ROOT, free_port, listens, until

COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text("utf-8"))
PASSWORD = "ab12"


@pytest.fixture
def broker(tmp_path):
    """The port of a Valkey that runs the compose file's own command, its port and folder apart."""
    shell, flag, script = COMPOSE["services"]["valkey"]["command"]
    port = free_port()
    program = find_binaries(tmp_path, server_account()).valkey
    script = script.replace("$$", "$").replace("/tmp/users.acl", str(tmp_path / "users.acl"))
    script = script.replace("exec valkey-server", f"exec {shlex.quote(str(program))}")
    process = subprocess.Popen(
        [shell, flag, f"{script} --port {port} --bind 127.0.0.1 --dir {tmp_path}"],
        env={"VALKEY_PASSWORD": PASSWORD, "PATH": "/usr/bin:/bin"},
        stdout=subprocess.DEVNULL,
    )
    try:
        until(lambda: listens(port), "the broker listens")
        yield port
    finally:
        process.terminate()
        process.wait(timeout=20)


def test_nobody_enters_without_the_password(broker):
    with redis.Redis(port=broker) as client, pytest.raises(redis.AuthenticationError):
        client.ping()


@pytest.mark.parametrize(
    "command",
    [
        "FLUSHALL",
        "FLUSHDB",
        "CONFIG GET *",
        "KEYS *",
        "SHUTDOWN",
        "ACL LIST",
        "MONITOR",
        "SAVE",
        "REPLICAOF NO ONE",
        "MODULE LIST",
    ],
)
def test_what_is_dangerous_is_denied(broker, command):
    with (
        redis.Redis(port=broker, password=PASSWORD) as client,
        pytest.raises(redis.exceptions.NoPermissionError),
    ):
        client.execute_command(*command.split())


def test_tasks_and_counters_work(broker):
    url = f"redis://:{PASSWORD}@127.0.0.1:{broker}/0"
    with Connection(url) as connection, connection.SimpleQueue("celery") as queue:
        queue.put({"task": "a"})
        message = queue.get(timeout=5)
        assert message.payload == {"task": "a"}
        message.ack()
    with redis.Redis.from_url(url) as client:
        assert client.eval("return redis.call('INCR', KEYS[1])", 1, "rates") == 1
        assert client.expire("rates", 60)
        assert "used_memory" in client.info()
