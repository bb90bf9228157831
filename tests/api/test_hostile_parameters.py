"""Whatever stands in a path or a query, the answer is an answer or a refusal."""

import itertools
import re
from urllib.parse import quote

import pytest

from api.requests import prefer_wait
from partners.models import ImportRun, Partner
from priorities.models import Edition
from tests.api.caller import SCHEMA
from tests.api.test_keys_are_needed import OPERATIONS

HOSTILE = (
    "", " ", "\0", "a\0b", "\ufffd", "%", "\\", "'", "..", "x" * 300, "ﷺ" * 100, "💥",
    "0", "-1", "+1", "1.0", "1e999", "NaN", "true", "null", "٣", "²", "１", "9" * 5000, "9" * 15,
    "32768", "2147483648", "9223372036854775807", "9223372036854775808",
    "0001-01-01", "9999-12-31", "0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59",
    "2026-02-24T09:30:00+23:59", "2026-02-24T24:00:00Z", "00000000-0000-0000-0000-000000000000",
)  # fmt: skip
QUERIES = {
    path: [one["name"] for one in operations["get"].get("parameters", ()) if one["in"] == "query"]
    for path, operations in SCHEMA["paths"].items()
    if "get" in operations
}
READS = [path for path, names in QUERIES.items() if names]
PATHS = [(method, path) for method, path in OPERATIONS if "{" in path]


@pytest.fixture
def known(curator, desk, shortlist, monkeypatch):
    """What stands in a path where something is."""
    monkeypatch.setattr(prefer_wait, "wait_until", lambda done, _seconds: done())
    hook = curator.post("/v1/webhooks", {"url": "https://hooks.nordtuch.example/ronghe"})
    hook = hook.headers["Location"]
    sent = curator.post(f"{hook}/test", None).headers["Location"]
    batch = curator.post("/v1/batches", {"briefs": [{}]}).headers["Location"]
    names = {
        "batches": {"id": batch.rsplit("/", 1)[1]},
        "webhooks": {"id": hook.rsplit("/", 1)[1], "number": sent.rsplit("/", 1)[1]},
        "shortlists": {"id": shortlist.rsplit("/", 1)[1], "number": "1"},
        "editions": {"id": str(Edition.objects.earliest("pk").pk)},
        "partners": {"id": str(Partner.objects.earliest("pk").pk)},
        "sectors": {"spelling": "C182"},
        "imports": {"id": str(ImportRun.objects.create(dataset="own", file="list.csv").pk)},
    }
    blank = {"spelling": "44", "suffix": "csv", "partner": "1", "question": "lead_time"}
    blank["member"] = "1"
    return lambda path: blank | names.get(path.split("/")[2], {})


@pytest.mark.parametrize("path", READS)
def test_no_query_breaks_a_read(curator, known, path):
    address = path.format(**known(path))
    for name, text in itertools.product(QUERIES[path], HOSTILE):
        response = curator.get(f"{address}?{name}={quote(text)}")
        # An `after` ahead of the stream of events is told so, with where to go on.
        ahead = (409,) if name == "after" and path == "/v1/events" else ()
        assert response.status_code in (200, 207, 400, 410, *ahead), (name, text)
        # A table is read while it is sent.
        b"".join(response)


@pytest.mark.parametrize(("method", "path"), PATHS)
def test_no_path_breaks_an_operation(curator, known, method, path):
    body = {} if method in ("POST", "PUT", "PATCH") else None
    for name, text in itertools.product(re.findall(r"{(\w+)}", path), HOSTILE):
        parts = {"id": "1", **known(path), name: quote(text, safe="")}
        response = curator(method, path.format(**parts), body, If_Match='"1"')
        assert response.status_code < 500, (name, text)
        b"".join(response)
