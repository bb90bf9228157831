"""What docs/api.md tells a reader to type, in a shell and in Python, is typed here."""

import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.service.conftest import Service, within
from tests.service.test_readme_is_typed_and_run import BASE_DIR, printed, refused, typed

GUIDE = Path(BASE_DIR, "docs", "api.md").read_text("utf-8")
LINES = [
    line
    for block in re.findall(r"```sh\n(.*?)```", GUIDE, re.DOTALL)
    for line in block.splitlines()
]
# Set by the reader, from an answer before it.
CALLS = [line for line in LINES if not line.startswith("export")]
PYTHON = re.findall(r"```python\n(.*?)```", GUIDE, re.DOTALL)
GENERATE = [line for line in LINES if "openapi-python-client" in line]

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("curl") is None, reason="no curl on this machine"),
]


def test_the_whole_way(service, seeded, monkeypatch, capsys):
    service.start_web_and_worker()
    key = printed(CALLS[0], **service.environ).strip()
    by_curl(service, key)
    monkeypatch.setenv("RONGHE", service.address)
    monkeypatch.setenv("KEY", key)
    by_python()
    assert "order_quantity" in capsys.readouterr().out


def by_curl(service: Service, key: str) -> None:
    known = {"RONGHE": service.address, "KEY": key}
    lines = iter(CALLS[1:])

    def answer(**more: str):
        known.update(more)
        return typed(next(lines), **known)

    def await_answer(path: str) -> Any:
        """On a busy machine a worker may need more than the ten seconds of `Prefer: wait`."""

        def answered() -> Any:
            _, found = service.call(key, "GET", path)
            return found if found["status"] == "answered" else None

        return within(120, answered, "the brief is answered")

    assert answer()["firm"]["name"] == "Nordtuch GmbH"
    read = answer()
    assert [one["words"] for one in read["not_understood"]] == ["our logo"]
    ranked = answer()
    assert set(ranked["entries"][0]) == {"rank", "score", "partner"}
    stored = await_answer(f"/v1/shortlists/{answer()['id']}")
    assert [one["score"] for one in stored["entries"]] == [
        one["score"] for one in ranked["entries"]
    ]
    (etag,) = answer(ID=stored["id"])["etag"]
    assert answer(ETAG=etag) == {"status": 304}
    changed = await_answer(f"/v1/shortlists/{answer()['id']}")
    assert changed["brief"]["order_quantity"] == 2000
    assert "certifications" not in changed["brief"]
    assert len(answer()["results"]) == 2
    assert {one["type"] for one in answer()["results"]} >= {"shortlist.ready"}
    first = answer()["results"][0]
    assert answer(PARTNER=str(first["id"]))["evidence"]
    assert answer()["results"][0]["strength"] > 0
    known["BATCH"] = answer()["id"]
    progress = next(lines)
    within(120, lambda: typed(progress, **known)["finished_at"], "the batch is answered")
    assert [one["code"] for one in answer()["results"]] == [200, 400]
    faults = refused(next(lines), **known)["errors"]
    assert [one["pointer"] for one in faults] == ["/quantity"]
    chinese = refused(next(lines), **known)
    assert re.search(r"[\u4e00-\u9fff]", chinese["suggestion"])
    assert list(lines) == GENERATE


def by_python() -> None:
    known: dict[str, Any] = {}
    try:
        for block in PYTHON:
            exec(compile(block, "docs/api.md", "exec"), known)
        assert known["me"]["firm"]["name"] == "Nordtuch GmbH"
        # What is stored also shows the firm's decisions.
        stored = [{**one} for one in known["shortlist"].json()["entries"]]
        assert {one.pop("decision") for one in stored} == {None}
        assert stored == known["ranked"]["entries"]
        assert known["unchanged"].status_code == 304
        assert known["late"].status_code == 412
        assert [one["rank"] for one in known["entries"]] == list(range(1, 6))
        assert known["partner"]["id"] == known["first"]["id"]
        assert [one["code"] for one in known["items"]] == [200, 400]
        assert known["refused"].status_code == 400
    finally:
        known["api"].close()
