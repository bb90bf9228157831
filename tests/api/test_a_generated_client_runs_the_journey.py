"""A Python client generated from docs/openapi.json by a public generator runs a firm's journey."""

import importlib
import json
import re
from http import HTTPStatus
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx
import pytest

from firms import api_keys
from matcher.batches import turns
from matcher.shortlists import answering
from tests.service.test_readme_is_typed_and_run import BASE_DIR, printed

# Without the formatter that it runs by default: nobody reads what it writes here. It knows no Atom,
# and gives the feed as text.
SETTINGS = {"post_hooks": [], "content_type_overrides": {"application/atom+xml": "text/plain"}}
PACKAGE = "generated_ronghe"
(GENERATE,) = re.findall(
    r"^.*openapi-python-client generate.*$",
    Path(BASE_DIR, "docs", "api.md").read_text("utf-8"),
    re.MULTILINE,
)
SENTENCE = "150 t-shirts, 10 days, ISO 9001"


class Generated:
    """The generated package, and a client of it with a key."""

    def __init__(self, package: str, client: Any) -> None:
        self._package, self._client = package, client

    def model(self, name: str) -> Any:
        return getattr(importlib.import_module(f"{self._package}.models"), name)

    def ask(self, operation: str, status: int = 200, **arguments: Any) -> Any:
        """The response to an operation, `TAG.NAME`, which has the status."""
        module: ModuleType = importlib.import_module(f"{self._package}.api.{operation}")
        response = module.sync_detailed(client=self._client, **arguments)
        assert response.status_code == HTTPStatus(status), response.content
        return response


@pytest.fixture(scope="module")
def package(tmp_path_factory):
    folder = tmp_path_factory.mktemp("generated")
    settings = folder / "settings.json"
    settings.write_text(json.dumps(SETTINGS), encoding="utf-8")
    printed(f"{GENERATE} --config '{settings}' --fail-on-warning", CLIENT=str(folder / PACKAGE))
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(folder)
        yield PACKAGE


@pytest.fixture
def client(package, transactional_db, live_server, lists, firm):
    made = importlib.import_module(package).AuthenticatedClient(
        base_url=live_server.url,
        token=api_keys.issue(firm=firm),
        timeout=httpx.Timeout(60),
        raise_on_unexpected_status=True,
    )
    with made as opened:
        yield Generated(package, opened)


def scored(entries):
    return [(one.rank, one.partner, one.points, one.components) for one in entries]


def test_the_whole_journey(client):
    read = client.ask("shortlists.interpret", body=client.model("SentenceRequest")(text=SENTENCE))
    brief = client.model("BriefRequest").from_dict(
        {**read.parsed.brief.to_dict(), "sectors": ["C182"]}
    )
    ranked = client.ask("shortlists.rank", body=brief).parsed
    assert [entry.rank for entry in ranked.entries] == [1, 2, 3]

    stored = client.ask("shortlists.create_shortlist", 202, body=brief, idempotency_key="order-117")
    again = client.ask("shortlists.create_shortlist", 202, body=brief, idempotency_key="order-117")
    shortlist = stored.parsed.id
    assert again.parsed.id == shortlist
    answering.answer_shortlist(str(shortlist))
    found = client.ask("shortlists.get_shortlist", id=shortlist)
    # What is stored also shows decisions.
    assert scored(found.parsed.entries) == scored(ranked.entries)
    etag = found.headers["ETag"]
    client.ask("shortlists.get_shortlist", 304, id=shortlist, if_none_match=etag)

    change = client.model("PatchedBriefChangeRequest")(limit=2, lead_time_days=None)
    edited = client.ask("shortlists.edit_shortlist", 202, id=shortlist, body=change, if_match=etag)
    asked = brief.to_dict() | {"limit": 2}
    del asked["lead_time_days"]
    assert edited.parsed.brief.to_dict() == asked
    late = client.ask("shortlists.edit_shortlist", 412, id=shortlist, body=change, if_match=etag)
    assert late.parsed.type_ == "/problems/version-moved"
    answering.answer_shortlist(str(shortlist))
    page = client.ask("shortlists.list_entries", id=shortlist, limit=1).parsed
    rest = client.ask(
        "shortlists.list_entries", id=shortlist, limit=1, cursor=cursor_of(page.next_)
    ).parsed
    assert [entry.rank for entry in (*page.results, *rest.results)] == [1, 2]
    assert rest.next_ is None

    first = page.results[0].partner
    partner = client.ask("partners.get_partner", id=first.id).parsed
    assert partner.name_en == first.name_en
    told = client.ask("priorities.list_sector_priorities", spelling="C18").parsed
    assert [one.province.code for one in told.results] == ["440000"]
    events = client.ask("events.list_events").parsed
    assert [event.type_ for event in events.results] == [
        "priorities.published",
        *["shortlist.ready"] * 2,
    ]


def cursor_of(link: str) -> str:
    return httpx.URL(link).params["cursor"]


def test_many_briefs_at_once(client):
    wrong = {"sectors": ["knitwaer"]}
    body = client.model("BatchInRequest")(briefs=[{"sectors": ["C182"]}, wrong])
    batch = client.ask("batches.create_batch", 202, body=body).parsed
    turns.answer_turn(str(batch.id))
    assert client.ask("batches.get_batch", id=batch.id).parsed.counts.answered == 1
    answered, refused = client.ask("batches.list_batch_items", 207, id=batch.id).parsed.results
    assert (answered.code, refused.code) == (200, 400)
    assert refused.errors[0].pointer == "/sectors/0"


def test_a_refusal_is_an_object_that_says_where_and_what_is_near(client):
    body = client.model("BriefRequest")(sectors=["C128"])
    problem = client.ask("shortlists.rank", 400, body=body).parsed
    assert problem.errors[0].pointer == "/sectors/0"
    assert "Manufacture of knitted apparel (C182)" in problem.errors[0].nearest
