"""What the README tells a new user to type is typed here, to the letter."""

import json
import os
import re
import shutil
import subprocess
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from matcher.models import Shortlist

BASE_DIR = Path(__file__).resolve().parents[2]
README = (BASE_DIR / "README.md").read_text("utf-8")
TYPED = [
    line
    for block in re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
    for line in block.splitlines()
]
CALLS = [line for line in TYPED if line.startswith("curl")]


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
@pytest.mark.skipif(shutil.which("curl") is None, reason="no curl on this machine")
def test_the_curl_lines_answer(service, seeded, key):
    assert len(CALLS) == 9
    service.environ["RATE_LIMIT"] = "".join(re.findall(r"`RATE_LIMIT=(\S+)`", README))
    service.start_web_and_worker()
    assert policy(service.address, key) == '"key";q=600;w=60'
    for line in CALLS:
        told = typed(line, RONGHE=service.address, KEY=key)
        assert told
        if "wait=10" in line:
            assert told["status"] == "answered"
        if "Idempotency-Key" in line:
            assert typed(line, RONGHE=service.address, KEY=key) == told
    assert Shortlist.objects.count() == 1


def policy(address: str, key: str) -> str | None:
    """What each answer says that a key may ask."""
    asked = urllib.request.Request(
        f"{address}/v1/datasets", headers={"Authorization": f"Bearer {key}"}
    )
    with urllib.request.urlopen(asked, timeout=20) as found:
        return found.headers["RateLimit-Policy"]


def typed(line: str, **known: str) -> Any:
    """What is answered to a line with curl, typed in a shell."""
    return json.loads(printed(f"{line} --fail-with-body", **known))


def refused(line: str, **known: str) -> Any:
    """What a refusal says to a line with curl: it ends with 22, as for any status from 400 on."""
    return json.loads(printed(f"{line} --fail-with-body", ends_with=22, **known))


def printed(line: str, *, ends_with: int = 0, **known: str) -> str:
    """What a line prints that is typed in a shell in the project's folder."""
    done = subprocess.run(
        ["sh", "-c", line],
        cwd=BASE_DIR,
        env=os.environ | known,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == ends_with, f"{line}\n{done.stdout}{done.stderr}"
    return done.stdout


def test_the_make_targets_exist():
    makefile = (BASE_DIR / "Makefile").read_text("utf-8")
    targets = [line.split()[1] for line in TYPED if line.startswith("make")]
    assert targets == ["demo", "test"]
    for target in targets:
        assert re.search(rf"^{target}:", makefile, re.MULTILINE)


def test_every_line_that_is_typed_is_known_to_these_tests():
    others = [line for line in TYPED if not line.startswith(("curl", "make", "export"))]
    assert not others


def test_the_files_that_are_linked_exist():
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        assert (BASE_DIR / target).exists(), target
