"""A wrong Host, or a form that is too large, is a 400 and one short warning without a traceback."""

import json
import logging
import sys
from io import StringIO

import pytest

from config import logs

OURS, THEIRS = "localhost", "elsewhere.example"


@pytest.fixture
def written(monkeypatch):
    """What this process would write in production, in lines of JSON."""
    out = StringIO()
    monkeypatch.setattr("sys.stderr", out)
    monkeypatch.setattr("sys.excepthook", sys.excepthook)  # put back afterwards
    # Its chain is the same in each form; a logger keeps the one that it was first used with.
    monkeypatch.setattr("structlog.configure", lambda **_: None)
    root = logging.getLogger()
    before = root.handlers[:], root.level
    logs.configure("json", "INFO")

    def lines():
        return [json.loads(line) for line in out.getvalue().splitlines()]

    yield lines
    monkeypatch.undo()
    root.handlers[:] = before[0]
    root.setLevel(before[1])


def worse_than_told(lines):
    return [one for one in lines if one["level"] != "info"]


@pytest.mark.parametrize("path", ["/v1/places", "/v1/rank", "/mcp"])
def test_on_paths_of_the_api_a_wrong_host_is_a_problem(client, path):
    answer = client.get(path, headers={"Host": THEIRS})
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    found = json.loads(answer.content)
    assert (found["status"], found["detail"][:5]) == (400, "Host:")
    assert THEIRS not in answer.content.decode()


@pytest.mark.parametrize("path", ["/", "/livez", "/accounts/login", "/admin/", "/metrics", "/none"])
def test_elsewhere_it_is_a_400_that_shows_nothing(client, path):
    answer = client.get(path, headers={"Host": THEIRS})
    assert answer.status_code == 400
    assert THEIRS not in answer.content.decode()


@pytest.mark.parametrize("host", [THEIRS, f"{'a' * 5000}.example", "a b", "", "localhost:x"])
@pytest.mark.parametrize("path", ["/v1/places", "/accounts/login"])
def test_it_is_one_short_warning_without_a_traceback(client, written, path, host):
    answer = client.get(path, headers={"Host": host})
    assert answer.status_code == 400
    [line] = worse_than_told(written())
    assert (line["level"], line["logger"]) == ("warning", "django.security.DisallowedHost")
    assert line["request_id"] == answer["X-Request-ID"]
    assert line["address"] == "127.0.0.1"
    assert "exception" not in line
    assert "exc_info" not in line
    assert host[:100] in line["event"]
    assert len(json.dumps(line)) < 700


def test_a_form_that_is_too_large_is_one_too(client, written):
    answer = client.post("/accounts/login", {"login": "a" * 1_100_000})
    assert answer.status_code == 400
    [line] = worse_than_told(written())
    assert line["level"] == "warning"
    assert line["logger"].startswith("django.security.")
    assert "exception" not in line


def test_an_error_of_ours_keeps_its_traceback(written):
    try:
        raise RuntimeError("of ours")
    except RuntimeError:
        logging.getLogger("django.request").exception("Internal Server Error")
    [line] = worse_than_told(written())
    assert line["level"] == "error"
    assert "RuntimeError: of ours" in line["exception"]
