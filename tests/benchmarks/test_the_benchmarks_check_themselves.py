"""The benchmarks' own check, as a command: every engine lists the same, records and rows agree."""

import subprocess
import sys
from pathlib import Path

import pytest

BASE_DIR = Path(__file__).resolve().parents[2]


@pytest.mark.slow
def test_every_engine_and_every_form_of_the_data_agree():
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.check"],
        cwd=BASE_DIR,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr
