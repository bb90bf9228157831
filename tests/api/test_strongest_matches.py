"""GET /v1/matches: the strongest pairs, from the stored generation or computed."""

import numpy as np
import pytest

from matcher.matches import generations
from matcher.matches.pair_entries import PAIR
from matcher.models import StrongestPairs
from partners.registry.records import OfferingRecord, PartnerRecord
from partners.registry.registration import register_records
from tests.api.conftest import maker
from tests.api.desk import added, without
from tests.registered import partner_of

GUANGDONG = "/v1/matches?province=Guangdong&sector=C18&service=E-commerce support services"


@pytest.fixture
def stored(lists):
    generation = generations.start_generation(simulated=False)
    generations.compute_pending_shards()
    return generation


def pairs(found):
    return [(one["maker"]["id"], one["provider"]["id"]) for one in found["results"]]


def asked(call, address):
    return call.get(address).json()


def test_pairs_are_computed_while_none_are_stored(call, pks):
    found = asked(call, GUANGDONG)
    assert (found["generation"], found["stale"]) == (None, False)
    assert pairs(found) == [(pks["a"], pks["platform"]), (pks["b"], pks["platform"])]
    for one in found["results"]:
        assert one["points"] == sum(part["points"] for part in one["components"])
        assert one["need"]["sector"]["code"] == "C18"
        assert one["need"]["service"]["code"] == "PS033"


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?province=Guangdong",
        "?sector=C18",
        "?service=PS03",
        "?sector=C18&service=PS033&limit=1",
    ],
)
def test_stored_and_computed_pairs_are_the_same(call, lists, query):
    computed = asked(call, f"/v1/matches{query}")
    generation = generations.start_generation(simulated=False)
    generations.compute_pending_shards()
    stored = asked(call, f"/v1/matches{query}")
    assert stored["generation"] == generation.number
    assert stored["results"] == computed["results"] != []


def test_pairs_are_read_from_the_stored_generation(call, stored, pks):
    for row in StrongestPairs.objects.filter(division="C18", service="PS033"):
        entries = np.frombuffer(row.packed, PAIR)[:1]
        StrongestPairs.objects.filter(pk=row.pk).update(packed=entries.tobytes())
    assert pairs(asked(call, GUANGDONG)) == [(pks["a"], pks["platform"])]


def test_a_generation_of_another_basis_is_stale_and_keeps_what_it_holds(call, stored, pks):
    before = asked(call, GUANGDONG)
    register_records(records=[maker("own-list", "late")])
    found = asked(call, GUANGDONG)
    assert (found["generation"], found["stale"]) == (stored.number, True)
    assert (found["results"], found["basis"]) == (before["results"], before["basis"])
    assert partner_of("late").pk not in {one for one, _ in pairs(found)}


def test_a_sector_group_is_computed(call, stored):
    assert asked(call, "/v1/matches?sector=C182")["generation"] is None
    offers = (OfferingRecord("makes", "C18"),)
    record = PartnerRecord(dataset="own-list", key="wide", name_en="Wide", offerings=offers)
    register_records(records=[record])
    pk = partner_of("wide").pk
    assert pk not in {one for one, _ in pairs(asked(call, "/v1/matches?sector=C182"))}
    computed = generations.start_generation(simulated=False)
    generations.compute_pending_shards()
    found = asked(call, "/v1/matches?sector=C18")
    assert found["generation"] == computed.number
    assert pk in {one for one, _ in pairs(found)}


def test_the_priority_behind_a_need_is_the_one_of_the_generations_lists(call, desk, pks):
    desk.publish(added(targets=["PS033"], signal="shortage"))
    generations.start_generation(simulated=False)
    generations.compute_pending_shards()
    behind = asked(call, GUANGDONG)["results"][0]["priority"]
    assert (behind["title_en"], behind["document"]) == ("New", "Work report")
    desk.publish(without(behind["key"]))
    after = asked(call, GUANGDONG)
    assert after["stale"]
    assert after["results"][0]["priority"] == behind


def test_demonstration_pairs_are_shown_only_on_request(call, lists):
    assert asked(call, "/v1/matches?demonstration=true")["results"] == []
    assert call.get("/v1/matches?demonstration=yes").status_code == 400


def test_names_that_are_not_known_are_refused(call, lists):
    for query in ("province=Guangzhou", "sector=PS033", "service=C18", "limit=101", "place=44"):
        assert call.get(f"/v1/matches?{query}").status_code == 400
