"""What another firm stored looks exactly like what never was, on every route with an id."""

import re

import pytest

from firms import api_keys
from firms.models import DEFAULT_SCOPES, ApiKey, Firm, Scope
from matcher.models import Brief, Entry, Shortlist
from matcher.shortlists import answering
from partners.models import Suggestion
from tests.api.caller import SCHEMA, Caller
from tests.api.mailing import subscribed
from tests.api.test_keys_are_needed import filled

pytestmark = pytest.mark.django_db
# Routes by the word after /v1/: what a firm owns, and what all see or only curators keep.
OWNED = {"shortlists", "frozen", "batches", "webhooks", "keys", "members", "events", "suggestions"}
COMMON = {
    "places", "provinces", "editions", "sectors", "partners", "records", "duplicates", "imports",
    "takedowns", "documents", "matches", "policy",
    # The token is the permission.
    "shared",
}  # fmt: skip
# Only those who curate decide, for all firms: the same refusal whatever the id.
CURATED = {"/v1/suggestions/{id}/accept", "/v1/suggestions/{id}/refuse"}
WITH_IDS = [
    (method.upper(), path)
    for path, operations in SCHEMA["paths"].items()
    for method in operations
    if "{" in path and path.split("/")[2] in OWNED
]
BODIES = {
    "/v1/members/{id}": {"role": "viewer"},
    "/v1/webhooks/{id}": {"url": "https://hooks.nordtuch.example/other"},
    "/v1/webhooks/{id}/recover": {"since": "2026-11-23T00:00:00+08:00"},
    "/v1/shortlists/{id}/tags": {"tags": ["berlin"]},
    "/v1/shortlists/{id}/digests/{member}": {"rhythm": "daily"},
    "/v1/shortlists/{id}": {"seeking": "manufacturer", "sectors": ["C182"]},
}
# What a request must name to be answered.
QUERIES = {"/v1/shortlists/{id}/compare": "?partner={0}&partner={1}"}


def test_every_route_with_an_id_is_owned_or_common():
    words = {path.split("/")[2].partition(".")[0] for path in SCHEMA["paths"] if "{" in path}
    assert words == OWNED | COMMON
    assert len(WITH_IDS) >= 20


@pytest.fixture
def owned(call, firm, shortlist, pks, monkeypatch, settings):
    """The address of something of the firm, for each route."""
    settings.SENDS_MAIL, settings.PUBLIC_URL = True, "https://ronghe.example"
    digest = subscribed(firm, shortlist)
    hook = call.post("/v1/webhooks", {"url": "https://hooks.nordtuch.example/a"}).headers[
        "Location"
    ]
    sent = call.post(f"{hook}/test", None)
    batch = call.post("/v1/batches", {"briefs": [{}]}).headers["Location"]
    body = {"email": "a@nordtuch.example", "role": "viewer"}
    member = call.post("/v1/members", body).headers["Location"]
    other = call.post("/v1/keys", {}).headers["Location"]
    decision = {"partner": pks["a"], "decision": "won"}
    call.post(f"{shortlist}/decisions", decision)
    monkeypatch.setitem(BODIES, "/v1/shortlists/{id}/decisions", decision)
    row = Suggestion.objects.create(firm=firm, partner_id=min(pks.values()), source="a page")
    call.patch(shortlist, {"title": "Other"}, If_Match=call.get(shortlist).headers["ETag"])
    answering.answer_shortlist(shortlist.rsplit("/", 1)[1])
    copy = call.post(f"{shortlist}/freeze", {}).json()["id"]
    link = call.post(f"{shortlist}/links", {}).json()["details"]["id"]
    found = {
        "batches": {"id": batch.rsplit("/", 1)[1]},
        "shortlists": {
            "id": shortlist.rsplit("/", 1)[1],
            "number": "1",
            "suffix": "csv",
            "partner": str(pks["a"]),
            "member": str(digest.member_id),
        },
        "links": {"id": shortlist.rsplit("/", 1)[1], "number": str(link)},
        "frozen": {"id": copy},
        "webhooks": {"id": hook.rsplit("/", 1)[1], "number": str(sent.json()["id"])},
        "members": {"id": member.rsplit("/", 1)[1]},
        "keys": {"id": other.rsplit("/", 1)[1]},
        "events": {"id": sent.json()["event"]["id"]},
        "suggestions": {"id": str(row.pk)},
    }
    return lambda path: path.format(**found["links" if "/links/" in path else path.split("/")[2]])


def query_of(path):
    """What the request must name, of the entries of the answer."""
    return QUERIES.get(path, "").format(
        *Entry.objects.filter(revision__number=1).order_by("rank").values_list("partner", flat=True)
    )


@pytest.fixture
def other_firm(db):
    """Somebody of another firm with every scope that a firm can have."""
    firm = Firm.objects.create(name="Stranger SA")
    return Caller(api_keys.issue(firm=firm, scopes=[*DEFAULT_SCOPES, Scope.SUGGEST]))


def ask(caller, method, path, address):
    """The answer, with a body that would be taken."""
    schema = SCHEMA["paths"][path][method.lower()]
    body = BODIES.get(path, {}) if "requestBody" in schema else None
    answer = caller(method, address + query_of(path), body)
    told = re.sub(r'"request_id":"[^"]*"', "", b"".join(answer).decode())
    headers = {name: value for name, value in answer.headers.items() if name != "X-Request-ID"}
    return answer.status_code, told, headers


@pytest.mark.parametrize(("method", "path"), WITH_IDS)
def test_a_foreign_id_answers_as_a_missing_one(other_firm, owned, method, path):
    foreign = ask(other_firm, method, path, owned(path))
    missing = ask(other_firm, method, path, filled(path))
    assert foreign == missing
    assert foreign[0] == (403 if path in CURATED else 404)


@pytest.mark.parametrize(("method", "path"), WITH_IDS)
def test_the_owner_is_answered_there(firm, owned, method, path):
    call = Caller(api_keys.issue(firm=firm, scopes=[*DEFAULT_SCOPES, Scope.SUGGEST]))
    status = ask(call, method, path, owned(path))[0]
    # A delivery that is under way is not sent again; an edit must state what was read.
    refused = 403 if path in CURATED else 428 if method == "PATCH" else 409
    assert status < 300 or status == refused


def test_a_stranger_changes_nothing(other_firm, owned):
    before = list(ApiKey.objects.order_by("pk").values()), Brief.objects.get().version
    for method, path in WITH_IDS:
        if method != "GET":
            ask(other_firm, method, path, owned(path))
    assert (list(ApiKey.objects.order_by("pk").values()), Brief.objects.get().version) == before


@pytest.mark.parametrize(
    "path", ["/v1/shortlists", "/v1/frozen", "/v1/webhooks", "/v1/keys", "/v1/suggestions"]
)
def test_lists_hold_only_the_firms_own(other_firm, owned, path):
    own = owned(f"{path}/{{id}}").rsplit("/", 1)[1]
    assert own not in other_firm.get(path).content.decode()


def test_lists_hold_the_firms_own(other_firm, shortlist, knitwear):
    mine = other_firm.post("/v1/shortlists", knitwear).json()["id"]
    assert [one["id"] for one in other_firm.get("/v1/shortlists").json()["results"]] == [mine]
    assert Shortlist.objects.count() == 2
