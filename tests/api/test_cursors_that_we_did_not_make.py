"""A cursor that we did not make is refused, whatever it holds, on every list that has pages."""

import base64
import json
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from django.core.signing import Signer
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from partners.models import ImportRun, Partner
from tests.api.caller import SCHEMA
from tests.api.test_keys_are_needed import filled

LISTS = sorted(
    path
    for path, operations in SCHEMA["paths"].items()
    if any(one["name"] == "cursor" for one in operations.get("get", {}).get("parameters", ()))
)
TEXTS = st.text(max_size=5) | st.sampled_from(
    ("", "\0", "\ud800", "1", "1e999", "NaN", "C18", "440000", "2026-02-30", "9999-12-31")
)
MOMENTS = st.datetimes().map(str) | st.sampled_from(
    ("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-23:59", "2026-01-01T00:00:00+23:59")
)
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.integers(0, 99)
    | st.floats()
    | st.uuids().map(str)
    | st.dates().map(str)
    | MOMENTS
    | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=2),
    max_leaves=4,
)
# Of the right length, too, and in the shapes that the lists' own keys have.
DECODED = (
    st.lists(VALUES, max_size=5).map(json.dumps)
    | VALUES.map(json.dumps)
    | st.tuples(st.integers() | st.floats()).map(json.dumps)
    | st.tuples(MOMENTS, st.uuids().map(str)).map(json.dumps)
    | st.sampled_from(("[1e999]", "[1e999,1]", "[1,1e999]", f"[1{'0' * 5000}]", "[" * 9999))
)
QUICK = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def encoded(text: str) -> str:
    return base64.urlsafe_b64encode(text.encode("utf-8", "surrogatepass")).decode().rstrip("=")


@pytest.fixture
def address(curator, shortlist):
    """The address of a list that the curator may read."""
    hook = curator.post("/v1/webhooks", {"url": "https://hooks.nordtuch.example/ronghe"})
    run = ImportRun.objects.create(dataset="own", file="list.csv")
    batch = curator.post("/v1/batches", {"briefs": [{}]}).headers["Location"]
    owned = {"batches": batch, "shortlists": shortlist, "webhooks": hook.headers["Location"]}
    owned |= {"imports": str(run.pk), "partners": str(Partner.objects.earliest("pk").pk)}

    def of(path: str) -> str:
        number = owned.get(path.split("/")[2], "").rsplit("/", 1)[-1]
        return filled(path, id=number, spelling="C182")

    return of


def refused(response) -> None:
    assert response.status_code == 400, response.content
    assert response.json()["errors"][0]["parameter"] == "cursor"


def test_all_lists_are_tried():
    assert len(LISTS) == 29


@pytest.mark.parametrize("path", LISTS)
def test_no_value_is_too_large(curator, address, path):
    refused(curator.get(f"{address(path)}?cursor=WzFlOTk5XQ=="))


@pytest.mark.parametrize("path", LISTS)
@QUICK
@given(decoded=DECODED)
@example(decoded="[1]")
@example(decoded="[true]")
@example(decoded='["C18"]')
@example(decoded="[2026,1]")
def test_whatever_it_holds(curator, address, path, decoded):
    refused(curator.get(f"{address(path)}?cursor={encoded(decoded)}"))


@pytest.mark.parametrize("path", LISTS)
@QUICK
@given(decoded=DECODED, key=st.text(min_size=1, max_size=9))
def test_whoever_signed_it(curator, address, path, decoded, key):
    signed = Signer(key=key, salt=address(path), sep=".").sign(encoded(decoded))
    refused(curator.get(f"{address(path)}?cursor={quote(signed)}"))


@QUICK
@given(text=st.text())
def test_whatever_text_it_is(call, text):
    response = call.get(f"/v1/places?cursor={quote(text)}")
    assert response.status_code == (400 if text else 200)


def test_one_of_ours_is_good_as_it_was_sent_and_in_no_other_way(call, partners):
    link = urlsplit(call.get("/v1/partners?limit=1").json()["next"])
    ours = parse_qs(link.query)["cursor"][0]
    assert call.get(f"/v1/partners?cursor={ours}").status_code == 200
    for place in range(len(ours)):
        other = "A" if ours[place] != "A" else "B"
        refused(call.get(f"/v1/partners?cursor={ours[:place]}{other}{ours[place + 1 :]}"))
    refused(call.get(f"/v1/partners?cursor={ours}="))


def test_one_of_another_list_starts_no_page(call, partners):
    link = urlsplit(call.get("/v1/places?limit=1").json()["next"])
    refused(call.get(f"/v1/sectors?{link.query}"))
