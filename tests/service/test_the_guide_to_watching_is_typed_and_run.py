"""What docs/operations.md tells an operator to type under Watch, Logs and Security log is typed."""

import os
import re
import subprocess
from pathlib import Path

import pytest

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
BASE_DIR = Path(__file__).resolve().parents[2]
GUIDE = (BASE_DIR / "docs" / "operations.md").read_text("utf-8")
SECTIONS = GUIDE[GUIDE.index("\n## Watch") : GUIDE.index("\n## Curators")]
WATCH, LOGS, SECURITY = re.findall(r"```sh\n(.*?)```", SECTIONS, re.DOTALL)


def typed(script: str, **variables: str) -> str:
    done = subprocess.run(
        ["sh", "-eu", "-c", script],
        env=os.environ | variables,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_metrics_and_lines_are_found_as_told(service, key):
    service.environ |= {
        "METRICS_TOKEN": "a-token-of-a-test",
        "LOG_LEVEL": "INFO",
        "LOG_FORMAT": "json",
    }
    service.start_web()
    told = typed(WATCH, RONGHE=service.address, METRICS_TOKEN="a-token-of-a-test")
    assert "ronghe_briefs_unanswered 0.0" in told
    service.call(key, "GET", "/v1/datasets", **{"X-Request-ID": "one-of-a-test"})
    found = typed(LOGS, REQUEST_ID="one-of-a-test", LOGS=str(service.folder))
    assert "v1/datasets" in found
    service.call(key, "POST", "/v1/keys", {"name": "another", "scopes": ["read"]})
    assert "key-created" in typed(SECURITY, LOGS=str(service.folder))
