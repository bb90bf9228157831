"""What the guide to comparing and sharing tells a reader to type is typed here, and holds."""

import json
import re
import shutil
import urllib.request
from pathlib import Path

import pytest

from tests.service.conftest import within
from tests.service.test_readme_is_typed_and_run import BASE_DIR, typed

GUIDE = Path(BASE_DIR, "docs", "comparing-and-sharing.md").read_text("utf-8")
CALLS = [
    line
    for block in re.findall(r"```sh\n(.*?)```", GUIDE, re.DOTALL)
    for line in block.splitlines()
]
BRIEF = {"seeking": "manufacturer", "sectors": ["C384"], "limit": 5}


def call(service, key, method, path, body=None):
    """What the service answers."""
    asked = urllib.request.Request(
        f"{service.address}{path}",
        None if body is None else json.dumps(body).encode(),
        {"Authorization": f"Bearer {key}", "Content-Type": "application/json"},
        method=method,
    )
    with urllib.request.urlopen(asked, timeout=30) as answer:
        return json.loads(answer.read())


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
@pytest.mark.skipif(shutil.which("curl") is None, reason="no curl on this machine")
def test_the_lines_compare_freeze_share_and_replay(service, seeded, key):
    service.start_web_and_worker()
    path = f"/v1/shortlists/{call(service, key, 'POST', '/v1/shortlists', BRIEF)['id']}"

    def answered():
        found = call(service, key, "GET", path)
        return found if found["status"] == "answered" else None

    asked = within(60, answered, "the brief is answered")
    call(service, key, "PUT", path, {**BRIEF, "weights": {"trust": 80}})
    within(60, answered, "the edited brief is answered")
    first, second = (one["partner"]["id"] for one in asked["entries"][:2])
    known = {
        "RONGHE": service.address,
        "KEY": key,
        "SHORTLIST": asked["id"],
        "A": str(first),
        "B": str(second),
    }
    lines = [line for line in CALLS if "feed.atom" not in line]
    assert len(lines) == len(CALLS) - 1 == 6
    compared, changed, frozen, copies, link, replayed = (typed(line, **known) for line in lines)
    assert [one["partner"]["id"] for one in compared["entries"]]
    assert [one["pointer"] for one in changed["brief"]] == ["/weights/trust"]
    assert copies["results"] == [frozen]
    with urllib.request.urlopen(f"{service.address}{link['path']}", timeout=30) as answer:
        assert len(json.loads(answer.read())["entries"]) == 5
    assert replayed["identical"] is True
