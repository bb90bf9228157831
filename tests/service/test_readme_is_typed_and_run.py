"""What the README tells a new user to type is typed here, to the letter."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

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
def test_the_five_curl_lines_answer(service, seeded, key):
    assert len(CALLS) == 5
    service.start_web_and_worker()
    for line in CALLS:
        done = subprocess.run(
            ["sh", "-c", f"{line} --fail-with-body"],
            cwd=BASE_DIR,
            env=os.environ | {"RONGHE": service.address, "KEY": key},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"
        assert json.loads(done.stdout)
        if "wait=10" in line:
            assert json.loads(done.stdout)["status"] == "answered"


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
