"""An organisation without a key asks to be corrected or taken out, and reads the answer."""

from typing import Any

import pytest

from partners.models import Record, Suggestion
from tests.api.keeping import keeper


@pytest.fixture
def curating(firm, partners):
    return keeper(firm)


@pytest.fixture
def listed(partners) -> int:
    return Record.objects.get(dataset="own-list", key="a").partner_id


def ask(caller, pk=None, **differs: Any):
    body = {
        "organisation": "Maker a",
        "wants": "removal",
        "wrong": "We closed the factory.",
        "page": "https://example.com/closed",
        **({} if pk is None else {"partner": pk}),
        **differs,
    }
    return caller.post("/v1/takedowns", body)


def test_an_accepted_removal_retires_the_partner_and_is_answered_in_public(
    nobody, curating, call, listed
):
    made = ask(nobody, listed)
    assert made.status_code == 201
    address = made.headers["Location"]
    assert nobody.get(address).json() == made.json()
    assert call.get(f"/v1/partners/{listed}").json()["retired"] is None
    (waiting,) = curating.get("/v1/suggestions?state=open").json()["results"]
    assert (waiting["by"], waiting["organisation"]) == ("organisation", "Maker a")
    curating.post(f"/v1/suggestions/{waiting['id']}/accept", {"reason": "the page says so"})
    told = nobody.get(address).json()
    assert (told["state"], told["answer"]) == ("accepted", "the page says so")
    assert call.get(f"/v1/partners/{listed}").json()["retired"]["reason"] == "the page says so"


def test_a_correction_is_carried_out_with_what_the_curator_enters(nobody, curating, call, listed):
    made = ask(nobody, wants="correction", wrong="We moved to Suzhou in Jiangsu.")
    body = {"reason": "the page says so", "changes": {"place": "320500"}}
    refused = curating.post(f"/v1/suggestions/{made.json()['id']}/accept", body)
    assert refused.json()["errors"][0]["pointer"] == "/partner"
    body["partner"] = listed
    assert curating.post(f"/v1/suggestions/{made.json()['id']}/accept", body).status_code == 200
    assert call.get(f"/v1/partners/{listed}").json()["place"]["code"] == "320500"


def test_what_was_written_is_not_shown_to_the_public(nobody, listed):
    shown = nobody.get(ask(nobody, listed).headers["Location"]).json()
    assert "factory" not in str(shown)


@pytest.mark.parametrize(
    ("differs", "pointer"),
    [
        ({"wrong": "ask anna@example.com"}, "/wrong"),
        ({"wrong": "ask 13800138000"}, "/wrong"),
        ({"organisation": "anna@example.com"}, "/organisation"),
        ({"page": "example.com"}, "/page"),
        ({"page": "javascript:alert(1)"}, "/page"),
        ({"page": "https://anna@example.com/"}, "/page"),
        ({"page": "https://[::1"}, "/page"),
        ({"partner": 999_999}, "/partner"),
        ({"wants": "remove"}, "/wants"),
        ({"email": "a"}, "/email"),
    ],
)
def test_what_cannot_be_taken_is_refused_at_its_place(nobody, partners, differs, pointer):
    refused = ask(nobody, **differs)
    assert refused.status_code == 400
    assert [one["pointer"] for one in refused.json()["errors"]] == [pointer]
    assert not Suggestion.objects.exists()


def test_an_address_may_ask_only_so_often(nobody, listed):
    answers = [ask(nobody, listed).status_code for _ in range(11)]
    assert answers == [201] * 10 + [429]
    assert Suggestion.objects.count() == 10


def test_an_invented_forwarded_address_is_no_other_address(nobody, listed):
    for n in range(10):
        nobody.post("/v1/takedowns", {}, X_Forwarded_For=f"203.0.113.{n}")
    assert ask(nobody, listed).status_code == 429


def test_the_addresses_of_one_ipv6_network_count_as_one(nobody, listed):
    for n in range(10):
        nobody.client.post("/v1/takedowns", {}, REMOTE_ADDR=f"2001:db8::{n:x}")
    same = nobody.client.post("/v1/takedowns", {}, REMOTE_ADDR="2001:db8::ffff")
    other = nobody.client.post("/v1/takedowns", {}, REMOTE_ADDR="2001:db8:0:1::1")
    assert (same.status_code, other.status_code) == (429, 415)


def test_the_suggestion_of_a_firm_is_no_takedown(nobody, firm, listed):
    row = Suggestion.objects.create(firm=firm, partner_id=listed, source="a page")
    assert nobody.get(f"/v1/takedowns/{row.pk}").status_code == 404
