"""Every read costs a fixed number of queries, however many rows it shows."""

import json
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from api.examples import example
from firms.models import ApiKey
from matcher.batches import turns
from matcher.models import Entry
from matcher.shortlists import answering
from partners.registry.registration import register_records
from partners.search.key_counts import key_counts
from priorities.models import Edition
from tests.api.conftest import maker
from tests.api.mailing import subscribed

ROWS = {
    "one": {"query": "Maker a", "properties": [{"pid": "place", "v": "Guangzhou"}]},
    "two": {"query": "Maker b", "properties": [{"pid": "stock", "v": "600123"}]},
}
EXPECTED = json.loads((Path(__file__).parent / "query_counts.json").read_text())


def _count(call, address, body=None):
    with CaptureQueriesContext(
        connection,
    ) as queries:
        found = call.get(address) if body is None else call.post(address, body)
        assert found.status_code in {200, 207}
        # A table is read while it is sent.
        assert b"".join(found)
    # A statement that is prepared already is logged without its text.
    return len([one for one in queries if "SAVEPOINT" not in (one["sql"] or "")])


def _addresses(shortlist, batch, member):
    listed = Entry.objects.order_by("rank").values_list("partner", flat=True)
    compared = "&".join(f"partner={pk}" for pk in listed)
    return {
        "/v1/me": "/v1/me",
        "/v1/usage": "/v1/usage",
        "/v1/keys": "/v1/keys",
        "/v1/keys/{id}": f"/v1/keys/{ApiKey.objects.latest('pk').prefix}",
        "/v1/places": "/v1/places",
        "/v1/places?province=": "/v1/places?province=Guangdong",
        "/v1/places/{spelling}": "/v1/places/Guangdong",
        "/v1/places/{spelling} of a cluster": "/v1/places/GBA",
        "/v1/provinces/{spelling}/priorities": "/v1/provinces/Guangdong/priorities",
        "/v1/provinces/{spelling}/priorities?sector=": "/v1/provinces/44/priorities?sector=C182",
        "/v1/editions": "/v1/editions",
        "/v1/editions?province=": "/v1/editions?province=Guangdong",
        "/v1/editions/{id}": "/v1/editions/{edition}",
        "/v1/editions/{id}/diff": "/v1/editions/{edition}/diff",
        "/v1/editions/{id}/impact": "/v1/editions/{edition}/impact",
        "/v1/matches": "/v1/matches?province=Guangdong&sector=C18&service=PS033",
        "/v1/documents": "/v1/documents",
        "/v1/documents/{id}": "/v1/documents/{document}",
        "/v1/policy/timeline": "/v1/policy/timeline",
        "/v1/policy/timeline?place=": "/v1/policy/timeline?place=Guangzhou&sector=C182",
        "/v1/policy/matrix": "/v1/policy/matrix",
        "/v1/policy/matrix?year=": "/v1/policy/matrix?year=2026",
        "/v1/policy/feed.atom": "/v1/policy/feed.atom",
        "/v1/policy/feed.atom?sector=": "/v1/policy/feed.atom?sector=C18&province=44",
        "/v1/gaps": "/v1/gaps",
        "/v1/sectors": "/v1/sectors",
        "/v1/sectors?parent=": "/v1/sectors?parent=C18",
        "/v1/sectors?q=": "/v1/sectors?q=sweater",
        "/v1/certificates": "/v1/certificates",
        "/v1/certificates?applies_to=": "/v1/certificates?applies_to=C182",
        "/v1/sectors/{spelling}": "/v1/sectors/C182",
        "/v1/sectors/{spelling}/priorities": "/v1/sectors/C182/priorities",
        "/v1/partners": "/v1/partners",
        "/v1/partners?makes=": "/v1/partners?makes=C18",
        "/v1/partners?place=": "/v1/partners?place=Guangdong",
        "/v1/partners?q=": "/v1/partners?q=maker",
        "/v1/partners?q=&facets=": "/v1/partners?q=maker&facets=true",
        "/v1/partners/{id}": "/v1/partners/{id}",
        "/v1/partners/{id}/answers": "/v1/partners/{id}/answers",
        "/v1/partners/{id}/answers?current=": "/v1/partners/{id}/answers?current=true",
        "/v1/partners/{id}/answers/{question}": "/v1/partners/{id}/answers/lead_time",
        "/v1/partners/{id}/matches": "/v1/partners/{id}/matches",
        "/v1/partners/{id}/matches?service=": "/v1/partners/{id}/matches?service=PS033",
        "/v1/datasets": "/v1/datasets",
        "/v1/reconcile": "/v1/reconcile",
        "/v1/reconcile?queries=": f"/v1/reconcile?{urlencode({'queries': json.dumps(ROWS)})}",
        "/v1/reconcile/1.0": "/v1/reconcile/1.0",
        "/v1/generations": "/v1/generations",
        "/v1/shortlists": "/v1/shortlists",
        "/v1/shortlists/{id}": shortlist,
        "/v1/shortlists/{id}/entries": f"{shortlist}/entries",
        "/v1/shortlists/{id}/changes": f"{shortlist}/changes",
        "/v1/shortlists/{id}/feed.atom": f"{shortlist}/feed.atom",
        "/v1/shortlists/{id}/links": f"{shortlist}/links",
        "/v1/shortlists/{id}/links/{number}": f"{shortlist}/links/{{link}}",
        "/v1/shortlists/{id}/revisions/{number}/replay": f"{shortlist}/revisions/1/replay",
        "/v1/frozen": "/v1/frozen",
        "/v1/frozen/{id}": "/v1/frozen/{frozen}",
        "/v1/shared/{token}": "/v1/shared/{token}",
        "/v1/shared/{token} of a frozen copy": "/v1/shared/{token}",
        "/v1/shortlists/{id}/compare": f"{shortlist}/compare?{compared}",
        "/v1/shortlists/{id}/decisions": f"{shortlist}/decisions",
        "/v1/shortlists/{id}/decisions?current=": f"{shortlist}/decisions?current=true",
        "/v1/shortlists/{id}/decisions/{partner}": f"{shortlist}/decisions/{{id}}",
        "/v1/shortlists/{id}/tags": f"{shortlist}/tags",
        "/v1/shortlists/{id}/digests": f"{shortlist}/digests",
        "/v1/shortlists/{id}/digests/{member}": (f"{shortlist}/digests/{member.rsplit('/', 1)[1]}"),
        "/v1/shortlists?tag=": "/v1/shortlists?tag=berlin",
        "/v1/shortlists/{id}/revisions": f"{shortlist}/revisions",
        "/v1/shortlists/{id}/revisions/{number}": f"{shortlist}/revisions/1",
        "/v1/members": "/v1/members",
        "/v1/members/{id}": member,
        "/v1/batches": "/v1/batches",
        "/v1/batches/{id}": batch,
        "/v1/batches/{id}/items": f"{batch}/items",
        "/v1/shortlists/{id}/revisions/{number}/entries": f"{shortlist}/revisions/1/entries",
        "/v1/shortlists/{id}/entries.{suffix}": f"{shortlist}/entries.xlsx",
        "/v1/shortlists/{id}/revisions/{number}/entries.{suffix}": (
            f"{shortlist}/revisions/1/entries.csv"
        ),
        "/v1/partners.{suffix}": "/v1/partners.csv",
        "/v1/partners.{suffix}?q=": "/v1/partners.jsonl?q=maker",
        "/v1/partners/{id}/matches.{suffix}": "/v1/partners/{id}/matches.csv",
        "/v1/matches.{suffix}": "/v1/matches.csv?province=Guangdong&sector=C18&service=PS033",
        "/v1/provinces/{spelling}/priorities.{suffix}": "/v1/provinces/44/priorities.csv",
        "/v1/policy/matrix.{suffix}": "/v1/policy/matrix.csv",
    }


@pytest.fixture
def member(call, firm, shortlist, settings):
    """The address of a member, who hears of the shortlist by mail."""
    settings.SENDS_MAIL, settings.PUBLIC_URL = True, "https://ronghe.example"
    return f"/v1/members/{subscribed(firm, shortlist).member_id}"


@pytest.fixture
def batch(call, knitwear):
    """A batch with an answered brief."""
    found = call.post("/v1/batches", {"briefs": [knitwear]}).headers["Location"]
    turns.answer_turn(found.rsplit("/", 1)[1])
    return found


def _second_document(curator):
    """The id of a document that is compared with that of the year before."""
    text = example("document_text")
    first = {"published_on": "2031-01-20", "text": text["text"] + "支持数控机床。"}
    curator.post("/v1/documents", text | first)
    return curator.post("/v1/documents", text).json()["id"]


def _shared(call, shortlist, name):
    """A frozen copy, and a link to the shortlist or to the copy; two revisions to compare."""
    if name == "/v1/shortlists/{id}/changes":
        call.patch(shortlist, {"limit": 2}, If_Match=call.get(shortlist).headers["ETag"])
        answering.answer_shortlist(shortlist.rsplit("/", 1)[1])
    if "frozen" not in name and "link" not in name and "shared" not in name:
        return {}
    frozen = call.post(f"{shortlist}/freeze", {}).json()["id"]
    shown = {"frozen": frozen} if name.endswith("copy") else {}
    link = call.post(f"{shortlist}/links", shown).json()
    return {"frozen": frozen, "link": link["details"]["id"], "token": link["token"]}


@pytest.mark.parametrize("name", EXPECTED)
def test_an_address_costs_what_it_costs(call, curator, shortlist, batch, member, name):
    first = call.get("/v1/partners?makes=C18").json()["results"][0]["id"]
    edition = Edition.objects.get().pk
    document = _second_document(curator) if name == "/v1/documents/{id}" else 0
    address = _addresses(shortlist, batch, member)[name].format(
        id=first, edition=edition, document=document, **_shared(call, shortlist, name)
    )
    if name.endswith("/{partner}"):
        call.post(f"{shortlist}/decisions", {"partner": first, "decision": "won"})
    if name.endswith("/{question}"):
        call.post(f"/v1/partners/{first}/answers", {"answers": {"lead_time": 9}})
    caller = curator if name.endswith("/impact") or document else call
    # What a process asks once in five minutes is no cost of a request.
    key_counts.get()
    assert _count(caller, address) == EXPECTED[name]


def test_every_readable_address_has_a_number(shortlist, batch, member):
    assert set(EXPECTED) == set(_addresses(shortlist, batch, member))


@pytest.mark.parametrize(("query", "expected"), [("", 6), ("?include=around", 10)])
def test_a_ranking_costs_what_it_costs(call, knitwear, query, expected):
    # The first ranking of a process loads the partners.
    call.post(f"/v1/rank{query}", knitwear)
    assert _count(call, f"/v1/rank{query}", knitwear) == expected
    assert _count(call, f"/v1/rank{query}", {**knitwear, "limit": 1}) == expected


def test_more_rows_cost_no_more_queries(call, knitwear, shortlist):
    register_records(records=[maker("own-list", f"more {n}") for n in range(30)])
    call.post("/v1/shortlists", knitwear)
    for _ in range(5):
        call.post("/v1/keys", {})
    # The first page of a connection prepares its statement.
    call.get("/v1/partners")
    for name in ("/v1/partners", "/v1/shortlists", "/v1/datasets", "/v1/keys", "/v1/usage"):
        assert _count(call, name) == EXPECTED[name]


def test_the_decisions_of_a_page_cost_one_query(call, shortlist):
    named = [one["partner"]["id"] for one in call.get(shortlist).json()["entries"]]
    for count, partner in enumerate(named, 1):
        call.post(f"{shortlist}/decisions", {"partner": partner, "decision": "contacted"})
        for path in ("", "/entries"):
            cost = _count(call, f"{shortlist}{path}")
            assert cost == EXPECTED[f"/v1/shortlists/{{id}}{path}"] + 1, (path, count)
