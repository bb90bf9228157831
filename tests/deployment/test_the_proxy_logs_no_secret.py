"""The proxy's log tells each request without what an address holds that nobody else may know."""

import json
import os

import pytest

from harness.deployed import NO_NGINX, ask, find_nginx, proxied
from tests.demanded import missing

pytestmark = pytest.mark.slow
SECRET = "aSecretThatNobodyElseMayKnow"
SHARED = "rhs_Ab12Cd34_"
ENDED = "unsubscribe/0c7b6c0e-7a52-4a0b-8f3d-5f7d1d3a9b11."


@pytest.fixture
def written(tmp_path):
    """What is written of requests that nobody is there to answer: nginx's worst case, in which it
    tells errors of its own.
    """
    nginx = find_nginx()
    if nginx is None:
        missing("nginx", NO_NGINX)

    def of(*paths: str) -> str:
        with proxied(tmp_path, os.environ, nginx, with_web=False) as ports:
            for path in paths:
                assert ask(f"https://127.0.0.1:{ports.https}{path}")[0] == 502
        return "".join((tmp_path / name).read_text() for name in ("proxied.log", "error.log"))

    return of


def test_each_request_is_a_line_without_secrets(written):
    log = written(
        f"/shared/{SHARED}{SECRET}",
        f"/v1/shared/{SHARED}{SECRET}?language=zh",
        f"/{ENDED}{SECRET}",
        f"/v1/partners?q={SECRET}",
    )
    assert SECRET not in log
    lines = [json.loads(line) for line in log.splitlines() if '"proxied"' in line]
    assert [one["path"] for one in lines] == [
        f"/shared/{SHARED}***",
        f"/v1/shared/{SHARED}***",
        f"/{ENDED}***",
        "/v1/partners",
    ]
    assert {(one["method"], one["status"], one["address"]) for one in lines} == {
        ("GET", 502, "127.0.0.1")
    }
