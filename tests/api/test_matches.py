"""GET /v1/partners/{id}/matches: counterparts with components and reasons."""

from partners.registry.records import OfferingRecord, PartnerRecord
from partners.registry.registration import register_records
from tests.registered import partner_of


def listed(found, side):
    return [one["partner"]["id"] for one in found[side]]


def test_the_matches_of_a_maker_are_providers(call, pks):
    found = call.get(f"/v1/partners/{pks['a']}/matches").json()
    assert found["partner"]["id"] == pks["a"]
    assert listed(found, "providers") == [pks["platform"]]
    assert found["makers"] == []
    (match,) = found["providers"]
    assert match["points"] == sum(one["points"] for one in match["components"])
    assert sum(one["weight"] for one in match["components"]) == 256
    assert match["need"]["sector"]["code"] == "C18"
    assert match["need"]["service"]["code"] == "PS033"
    assert match["partner"]["datasets"] == ["own-list"]


def test_the_matches_of_a_provider_are_makers(call, pks):
    found = call.get(f"/v1/partners/{pks['platform']}/matches").json()
    assert sorted(listed(found, "makers")) == [pks["a"], pks["b"], pks["c"]]
    assert [one["rank"] for one in found["makers"]] == [1, 2, 3]


def test_the_demonstration_matches_only_itself(call, pks):
    found = call.get(f"/v1/partners/{pks['d']}/matches").json()
    assert found["providers"] == []


def test_a_service_limits_the_matches(call, pks):
    address = f"/v1/partners/{pks['a']}/matches?service="
    found = call.get(address + "E-commerce support services").json()
    assert found["service"]["code"] == "PS033"
    assert listed(found, "providers") == [pks["platform"]]
    assert call.get(address + "PS02").json()["providers"] == []
    assert call.get(address + "PS0").status_code == 400
    assert call.get(address + "C18").status_code == 400


def test_the_limit_sets_the_number_of_matches(call, pks):
    address = f"/v1/partners/{pks['platform']}/matches?limit="
    assert len(call.get(address + "2").json()["makers"]) == 2
    for wrong in ("0", "101", "ten"):
        assert call.get(address + wrong).status_code == 400


def test_a_partner_that_does_not_exist_is_not_found(call, pks):
    assert call.get("/v1/partners/999999/matches").status_code == 404
    assert call.get(f"/v1/partners/{2**70}/matches").status_code == 404


def test_reasons_are_told_in_the_readers_language(call, pks):
    address = f"/v1/partners/{pks['a']}/matches"
    texts = [
        call.get(address, Accept_Language=language).json()["providers"][0]["components"][0][
            "because"
        ][0]["text"]
        for language in ("en", "zh")
    ]
    assert "times as much" in texts[0]
    assert "倍" in texts[1]


def test_a_partner_of_both_roles_is_not_matched_with_itself(call, pks):
    offers = (OfferingRecord("makes", "C182"), OfferingRecord("serves", "PS033"))
    record = PartnerRecord(dataset="own-list", key="both", name_en="Both", offerings=offers)
    register_records(records=[record])
    pk = partner_of("both").pk
    found = call.get(f"/v1/partners/{pk}/matches").json()
    assert listed(found, "providers") == [pks["platform"]]
    assert pk not in listed(found, "makers")
