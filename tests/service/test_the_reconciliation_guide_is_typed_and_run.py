"""What docs/reconciliation.md tells a reader to type is typed here, and gives what it shows."""

import re
import shutil
from pathlib import Path

import pytest

from tests.service.test_readme_is_typed_and_run import BASE_DIR, typed

GUIDE = Path(BASE_DIR, "docs", "reconciliation.md").read_text("utf-8")
CALLS = [
    line
    for block in re.findall(r"```sh\n(.*?)```", GUIDE, re.DOTALL)
    for line in block.splitlines()
]
SHOWN = re.findall(r"^\| (q\d) \| (.+?) \| ([\d.]+) \| (true|false) \|$", GUIDE, re.MULTILINE)


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
@pytest.mark.skipif(shutil.which("curl") is None, reason="no curl on this machine")
def test_both_versions_find_what_the_guide_shows(service, seeded, key):
    service.start_web_and_worker()
    old, new = (typed(line, RONGHE=service.address, KEY=key) for line in CALLS)
    assert [one["result"] for one in old.values()] == [one["candidates"] for one in new["results"]]
    found = [
        (name, one["name"], str(one["score"]), str(one["match"]).lower())
        for name, answer in old.items()
        for one in answer["result"]
    ]
    assert found == SHOWN
