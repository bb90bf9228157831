"""How far a brief travels through the code: files, functions and changes of file.

`python -m benchmarks.call_paths` traces the calls of one warm `POST /v1/shortlists` and of the
worker's answer to it, in the project's tracked files without tests and migrations. A change of file
is a call into another file than the call before it.
"""

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from types import FrameType
from typing import Any

from harness.servers import BASE_DIR, own_servers

BRIEF = BASE_DIR / "docs" / "briefs" / "knitwear.json"
_WARM_UPS = 3
_LEFT_OUT = ("tests/", "benchmarks/", "docs/")


@dataclass(frozen=True)
class CallPath:
    """What a traced call passed through; `compiled` counts how often a brief was compiled."""

    files: int
    functions: int
    changes: int
    compiled: int


def tracked_files() -> dict[str, str]:
    """Absolute path -> path in the repository of every Python file that is counted."""
    listed = subprocess.run(
        ["git", "ls-files", "*.py"], cwd=BASE_DIR, check=True, capture_output=True, text=True
    ).stdout.split()
    return {
        str(BASE_DIR / name): name
        for name in listed
        if not name.startswith(_LEFT_OUT) and "/migrations/" not in name
    }


def trace(work: Callable[[], Any]) -> CallPath:
    """Run the work once and count what it calls in the tracked files."""
    names = tracked_files()
    calls: list[tuple[str, str]] = []

    def note(frame: FrameType, event: str, _: Any) -> None:
        if event == "call" and (name := names.get(frame.f_code.co_filename)):
            calls.append((name, frame.f_code.co_qualname))

    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(None)
    files = [name for name, _ in calls]
    changes = sum(one != other for one, other in pairwise(files))
    compiled = sum(function == "compile_brief" for _, function in calls)
    return CallPath(len(set(files)), len(set(calls)), changes, compiled)


def measure() -> dict[str, CallPath]:
    """The paths of a request and of the worker's answer, both warm."""
    from django.core.management import call_command
    from django.test import Client

    from firms import api_keys
    from firms.models import Firm
    from matcher.shortlists.answering import answer_shortlist

    call_command("seed", verbosity=0)
    call_command("seed_demonstration", verbosity=0)
    key = api_keys.issue(firm=Firm.objects.create(name="traced"))
    # One entry: the figures tell how the code is laid out, not how many partners are listed.
    brief = json.dumps(json.loads(BRIEF.read_text("utf-8")) | {"limit": 1})
    client = Client(headers={"Authorization": f"Bearer {key}", "Host": "127.0.0.1"})

    def post() -> str:
        answer = client.post("/v1/shortlists", brief, content_type="application/json")
        return str(json.loads(answer.content)["id"])

    for _ in range(_WARM_UPS):
        answer_shortlist(post())
    posted: list[str] = []
    request = trace(lambda: posted.append(post()))
    return {
        "POST /v1/shortlists": request,
        "worker's answer": trace(lambda: answer_shortlist(posted[0])),
    }


def main() -> int:
    """Print the figures; always 0, for the limits are kept by the reader of the table."""
    with own_servers():
        for name, path in measure().items():
            print(
                f"{name}: {path.files} files, {path.functions} functions,"
                f" {path.changes} changes of file, brief compiled {path.compiled}x"
            )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
