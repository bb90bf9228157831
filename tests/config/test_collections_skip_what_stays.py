"""A web process freezes what it has loaded, so that full collections stay short."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
ASK = """
import gc, sys
from config import gunicorn, wsgi
gunicorn.post_worker_init(None)
print(gc.get_freeze_count(), len(gc.get_objects()), "api.urls" in sys.modules)
"""


def test_the_application_and_its_routes_are_frozen():
    done = subprocess.run(
        [sys.executable, "-c", ASK],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )

    frozen, looked_at, routed = done.stdout.split()[-3:]
    assert int(frozen) > 50_000
    assert int(looked_at) < 1_000
    assert routed == "True"
