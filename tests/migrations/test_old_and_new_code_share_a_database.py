"""An upgrade under way: the processes of the last release work on while the present code migrates
the database, and beside it afterwards. Each reads what the other wrote.
"""

import pytest

from tests.migrations.conftest import ROOT, Running, manage

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
MAKERS = 5
BRIEF = {"title": "Knitwear", "seeking": "manufacturer", "sectors": ["C182"]}


@pytest.fixture
def upgraded(released_code, shared_database):
    """A process of the release, and one of the present code, which migrated while the former
    served; a key of the API, and the shortlist of a brief that was answered before.
    """
    manage(released_code, shared_database, "migrate", "--verbosity", "0")
    running = [Running(released_code, shared_database)]
    try:
        old = running[0]
        _, key, _ = old.call("PREPARE", str(MAKERS))
        before = _ask(old, key, "before")
        manage(ROOT, shared_database, "migrate", "--verbosity", "0")
        running.append(Running(ROOT, shared_database))
        yield old, running[1], key, before
    finally:
        for process in running:
            process.end()


def _ask(process, key, title):
    """Post a brief and answer it; the path of its shortlist."""
    status, posted, _ = process.call("POST", "/v1/shortlists", key, BRIEF | {"title": title})
    assert status == 202, posted
    process.call("ANSWER", posted["id"])
    return f"/v1/shortlists/{posted['id']}"


def _answer(process, path):
    process.call("ANSWER", path.rpartition("/")[2])


def _partners(process, key, path):
    status, body, _ = process.call("GET", path, key)
    assert (status, body["status"]) == (200, "answered"), body
    return [entry["partner"]["id"] for entry in body["entries"]]


def test_each_reads_and_writes_what_the_other_does(upgraded):
    old, new, key, before = upgraded
    assert len(_partners(old, key, before)) == len(_partners(new, key, before)) == MAKERS
    for writer, reader in ((old, new), (new, old)):
        path = _ask(writer, key, "beside")
        first, *_ = _partners(reader, key, path)
        rejection = {"partner": first, "decision": "rejected", "reason": "capacity"}
        status, said, _ = reader.call("POST", f"{path}/decisions", key, rejection)
        assert status == 201, said
        _answer(writer, path)
        assert first not in _partners(reader, key, path)
        status, tagged, _ = writer.call("PUT", f"{path}/tags", key, {"tags": ["spring"]})
        assert status == 200, tagged
        version = writer.call("GET", path, key)[2]
        status, edited, _ = reader.call("PATCH", path, key, {"limit": 2}, version)
        assert status in (200, 202), edited
        _answer(reader, path)
        assert len(_partners(writer, key, path)) == 2
    for process in (old, new):
        status, events, _ = process.call("GET", "/v1/events", key)
        assert (status, bool(events["results"])) == (200, True)
        assert process.call("POST", "/v1/rank", key, BRIEF)[0] == 200
