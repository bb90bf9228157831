"""/v1/reconcile finds the partners of a list of firms, alike in both versions of the API."""

import random

import pytest

from partners.registry.records import DatasetRecord, OfferingRecord, PartnerRecord
from partners.registry.registration import register_records, save_dataset
from tests.api.keeping import keeper
from tests.api.reconciling import (
    by_form,
    by_json,
    candidates,
    conditions,
    features,
    hold_to_format,
    query,
)
from tests.registered import ids_by_key

MAKES = (OfferingRecord("makes", "C182"),)
SERVES = (OfferingRecord("serves", "PS033"),)
LEI = "529900T8BM49AURSDO55"
# Made-up firms: English and Chinese name, place, identifiers, what they do.
FIRMS = {
    "weilan": ("", "广州蔚澜针织有限公司", "440100", ("stock:600123.SH",), MAKES),
    "qingmu": ("Qingmu Yarn Weaving Co., Ltd.", "", "320500", (f"lei:{LEI}",), MAKES),
    "huaxin one": ("", "广州华新贸易有限公司", "440100", (), SERVES),
    "huaxin two": ("", "苏州华新服饰有限公司", "320500", (), MAKES),
    "both": ("Baihe Garment and Logistics Ltd", "", "440100", (), MAKES + SERVES),
    "site": ("Lanshan Instruments", "", None, ("website:lanshan.example",), ()),
}


@pytest.fixture
def firms(places, sectors):
    for key, simulated in (("firms", False), ("made-up", True)):
        save_dataset(dataset=DatasetRecord(key, key, simulated=simulated, notice="A test's."))
    register_records(
        records=[
            *(
                PartnerRecord(
                    "firms",
                    key,
                    name_en=en,
                    name_zh=zh,
                    place=place,
                    identifiers=identifiers,
                    offerings=offerings,
                )
                for key, (en, zh, place, identifiers, offerings) in FIRMS.items()
            ),
            PartnerRecord("made-up", "simulated", name_en="Simulated Spinning Works"),
        ]
    )
    return {key: str(pk) for key, pk in ids_by_key().items()}


def keys(firms, found):
    by_id = {pk: key for key, pk in firms.items()}
    return [by_id[one["id"]] for one in found]


@pytest.mark.parametrize(
    ("version", "address"), [("0.2", "/v1/reconcile"), ("1.0-draft", "/v1/reconcile/1.0")]
)
def test_a_manifest_has_the_form_of_its_version(nobody, version, address):
    told = nobody.get(address)
    hold_to_format(version, "manifest", told.json())
    assert told.json()["versions"] == [version]
    assert told.json()["batchSize"] == 50
    assert told.headers["Access-Control-Allow-Origin"] == "*"


def test_an_equal_name_is_a_sure_match(call, firms):
    (found,) = candidates(call, "广州蔚澜针织有限公司", place="广州")
    assert (found["id"], found["match"], found["score"]) == (firms["weilan"], True, 100)
    assert features(found) == {"name": 100, "place": True}
    assert [one["id"] for one in found["type"]] == ["partner", "manufacturer"]


def test_a_name_of_another_place_is_no_sure_match(call, firms):
    (found,) = candidates(call, "Qingmu Yarn Weaving Co., Ltd.", place="Guangzhou")
    assert (found["id"], found["match"]) == (firms["qingmu"], False)
    assert features(found)["place"] is False


def test_a_common_name_without_a_place_matches_none_surely(call, firms):
    found = candidates(call, "华新")
    assert set(keys(firms, found)) == {"huaxin one", "huaxin two"}
    assert not any(one["match"] for one in found)


@pytest.mark.parametrize("stock", ["600123.SH", "600123", 600123, "600123.SS"])
def test_a_stock_code_is_enough_with_and_without_its_exchange(call, firms, stock):
    (found,) = candidates(call, "", stock=stock)
    assert (found["id"], found["match"]) == (firms["weilan"], True)
    assert features(found) == {"identifier": True}


def test_an_identifier_finds_what_has_another_name(call, firms):
    (found,) = candidates(call, "Yarnhouse", lei=LEI)
    assert (found["id"], found["match"]) == (firms["qingmu"], True)


def test_a_contradictory_identifier_leaves_the_partner_out(call, firms):
    other = "7H6GLXDRUGQFU57RNE97"
    assert candidates(call, "Qingmu Yarn Weaving Co., Ltd.", lei=other) == []


def test_a_website_alone_is_no_sure_match(call, firms):
    (found,) = candidates(call, "", website="https://www.lanshan.example/about")
    assert (found["id"], found["match"]) == (firms["site"], False)


def test_an_unknown_place_is_told_and_not_used(call, firms):
    (found,) = candidates(call, "广州蔚澜针织有限公司", place="Atlantis")
    assert features(found) == {"name": 100, "place_understood": False}


def test_an_empty_cell_says_nothing(call, firms):
    (found,) = candidates(call, "广州蔚澜针织有限公司", place="", stock=" ")
    assert features(found) == {"name": 100}


def test_simulated_partners_are_no_candidates(call, firms):
    assert candidates(call, "Simulated Spinning Works") == []


def test_an_id_finds_its_partner(call, firms):
    condition = {"matchType": "id", "propertyValue": firms["both"]}
    (answer,) = by_json(call, [{"conditions": [condition]}]).json()["results"]
    assert [(one["id"], one["match"]) for one in answer["candidates"]] == [(firms["both"], True)]


def test_the_id_of_a_merged_partner_finds_the_one_that_has_its_records(call, firm, firms):
    old, new = firms["huaxin one"], firms["huaxin two"]
    body = {"into": int(new), "reason": "one firm"}
    assert keeper(firm).post(f"/v1/partners/{old}/merge", body).status_code == 200
    condition = {"matchType": "id", "propertyValue": old}
    (answer,) = by_json(call, [{"conditions": [condition]}]).json()["results"]
    assert [(one["id"], one["match"]) for one in answer["candidates"]] == [(new, True)]


@pytest.mark.parametrize("text", ["0", "x", "9" * 30, "-1", "１"])
def test_what_is_no_id_finds_nobody(call, firms, text):
    condition = {"matchType": "id", "propertyValue": text}
    (answer,) = by_json(call, [{"conditions": [condition]}]).json()["results"]
    assert answer["candidates"] == []


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"type": "partner"}, {"huaxin one", "huaxin two"}),
        ({"type": "manufacturer"}, {"huaxin two"}),
        ({"type": ["service-provider"]}, {"huaxin one"}),
        ({"type": ["manufacturer", "service-provider"]}, {"huaxin one", "huaxin two"}),
        ({"type": ["manufacturer", "service-provider"], "type_strict": "all"}, set()),
        ({"type": "manufacturer", "type_strict": "should"}, {"huaxin two"}),
    ],
)
def test_a_type_narrows_the_candidates(call, firms, asked, found):
    answer = by_form(call, {"q": {"query": "华新", **asked}}).json()
    assert set(keys(firms, answer["q"]["result"])) == found


def test_a_required_condition_leaves_out_what_does_not_agree(call, firms):
    asked = conditions("华新", place="Suzhou, Jiangsu")
    asked["conditions"][1] |= {"propertyValue": "320500", "required": True}
    (answer,) = by_json(call, [asked]).json()["results"]
    assert keys(firms, answer["candidates"]) == ["huaxin two"]


def test_a_limit_cuts_the_candidates_and_not_the_doubt(call, firms):
    (found,) = by_form(call, {"q": {"query": "华新", "limit": 1}}).json()["q"]["result"]
    assert found["match"] is False


def test_a_batch_by_get_is_answered_as_by_post(call, firms):
    text = '{"q":{"query":"Baihe Garment and Logistics Ltd"}}'
    by_get = call.get(f"/v1/reconcile?queries={text}".replace(" ", "%20")).json()
    assert by_get == by_form(call, {"q": {"query": "Baihe Garment and Logistics Ltd"}}).json()


def test_two_hundred_names_find_the_same_in_both_versions(call, firms):
    chance = random.Random(13)
    names = [en or zh for en, zh, *_ in FIRMS.values()]
    words = ["Qingmu", "Weaving", "Baihe", "Logistics", "Lanshan", "华新", "蔚澜", "针织", "Ltd"]
    made_up = [
        name if chance.random() < 0.5 else " ".join(chance.sample(words, 3))
        for name in chance.choices(names, k=200)
    ]
    found = []
    for start in range(0, 200, 50):
        batch = made_up[start : start + 50]
        old = by_form(call, {f"q{n}": query(name) for n, name in enumerate(batch)}).json()
        new = by_json(call, [conditions(name) for name in batch]).json()
        answers = [one["candidates"] for one in new["results"]]
        assert [old[f"q{n}"]["result"] for n in range(50)] == answers
        found += answers
    assert sum(bool(one) for one in found) > 80
