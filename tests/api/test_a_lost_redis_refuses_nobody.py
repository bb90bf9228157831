"""A Redis that is gone, or that never answers, refuses nobody and delays nobody for long."""

import socket
import subprocess
import time

import pytest
import structlog

from api.requests.rate_limits import ApiKeyThrottle
from core.monitoring.registry import REGISTRY
from core.rates import redis_counter
from embedded.account import server_account
from embedded.binaries import find_binaries

pytestmark = pytest.mark.django_db


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def uncounted() -> float:
    return REGISTRY.get_sample_value("ronghe_requests_uncounted_total") or 0.0


@pytest.fixture
def clock(monkeypatch):
    """One request a minute, an outage that has not been yet, and the clock it goes by."""
    clock = Clock()
    monkeypatch.setattr(ApiKeyThrottle, "rate", "1/minute", raising=False)
    monkeypatch.setattr(ApiKeyThrottle, "timer", staticmethod(lambda: 60_000_000.0))
    monkeypatch.setattr(redis_counter.breaker, "clock", clock)
    redis_counter.breaker.close()
    return clock


@pytest.fixture
def port(settings):
    """A port of this machine where requests are counted, and nobody listens yet."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        free = probe.getsockname()[1]
    known = settings.CACHES
    there = {**known["rates"], "LOCATION": f"redis://127.0.0.1:{free}/0"}
    settings.CACHES = {**known, "rates": there}
    return free


@pytest.fixture
def valkey(tmp_path, port):
    """Starts a server of the test's own; what it gives is killed, or ended with the test."""
    program = find_binaries(tmp_path / "copies", server_account()).valkey
    running: list[subprocess.Popen[bytes]] = []

    def start() -> "subprocess.Popen[bytes]":
        words = [str(program), "--port", str(port), "--bind", "127.0.0.1", "--save", ""]
        running.append(subprocess.Popen(words, cwd=tmp_path, stdout=subprocess.DEVNULL))
        end = time.monotonic() + 5
        while time.monotonic() < end:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    return running[-1]
            time.sleep(0.01)
        raise AssertionError("the server does not listen")

    yield start
    for one in running:
        one.kill()
        one.wait()


def statuses(call, times=3):
    return [call.get("/v1/datasets").status_code for _ in range(times)]


def test_a_killed_redis_lets_everybody_pass_and_one_that_is_back_counts_again(call, valkey, clock):
    server = valkey()
    assert statuses(call) == [200, 429, 429]
    server.kill()
    server.wait()
    assert statuses(call) == [200, 200, 200]
    assert "RateLimit" not in call.get("/v1/datasets").headers
    valkey()
    clock.now += 6
    assert statuses(call) == [200, 429, 429]


@pytest.mark.usefixtures("port")
def test_it_is_said_once_a_minute_and_counted_for_the_scraper(call, client, clock):
    before = uncounted()
    with structlog.testing.capture_logs() as logs:
        for _ in range(10):  # every six seconds
            assert statuses(call, 2) == [200, 200]
            clock.now += 6
        assert [one["log_level"] for one in logs if "not counted" in one["event"]] == ["warning"]
        assert statuses(call, 1) == [200]
    assert len([one for one in logs if "not counted" in one["event"]]) == 2
    told = client.get("/metrics").content.decode()
    assert f"\nronghe_requests_uncounted_total {before + 21}\n" in told


def test_one_that_never_answers_is_waited_for_once_and_then_left_alone(call, port, clock, settings):
    assert settings.CACHES["rates"]["OPTIONS"]["socket_timeout"] < 1
    before = uncounted()
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", port))
        silent.listen()
        assert statuses(call, 5) == [200] * 5
        silent.setblocking(False)
        silent.accept()[0].close()
        with pytest.raises(BlockingIOError):
            silent.accept()
    assert uncounted() == before + 5
