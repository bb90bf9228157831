from dataclasses import replace

import pytest

from partners.models import Partner, Place
from partners.registry import registration
from partners.registry.records import OfferingRecord
from tests.partners.examples import DATASET, KNITTER
from tests.registered import keys_of

WHERE = {
    "knitter": "440100",
    "shoemaker": "440200",
    "weaver": "320500",
    "lab": "310115",
    "bank": "810000",
    "somewhere in Guangdong": "440000",
    "nowhere": None,
}
WHAT = {
    "knitter": [("makes", "C182"), ("makes", "C181"), ("serves", "PS011")],
    "shoemaker": [("makes", "C195")],
    "weaver": [("makes", "C17"), ("makes", "C182")],
    "lab": [("serves", "PS014"), ("serves", "PS011")],
    "bank": [("serves", "PS041")],
    "somewhere in Guangdong": [("makes", "EI-EVTOL")],
    "nowhere": [],
}


@pytest.fixture(autouse=True)
def partners(reference):
    registration.save_dataset(dataset=DATASET)
    registration.save_dataset(dataset=replace(DATASET, key="other"))
    registration.register_records(
        records=[
            replace(
                KNITTER,
                dataset="other" if key == "bank" else "own",
                key=key,
                place=place,
                offerings=tuple(OfferingRecord(*offering) for offering in WHAT[key]),
                evidence=(),
            )
            for key, place in WHERE.items()
        ]
    )


def _keys(found):
    keys = keys_of(found)
    assert len(keys) == len(set(keys)), "a partner is found once"
    return set(keys)


@pytest.mark.parametrize(
    ("sectors", "keys"),
    [
        (["C182"], {"knitter", "weaver"}),
        (["C18"], {"knitter", "weaver"}),
        (["C171"], set()),
        (["C17", "C19"], {"weaver", "shoemaker"}),
        (["EI-LAE"], {"somewhere in Guangdong"}),
        (["PS011"], set()),
        ([], set()),
    ],
)
def test_making_a_sector_is_making_what_lies_below_it(sectors, keys):
    assert _keys(Partner.objects.making(sectors)) == keys


@pytest.mark.parametrize(
    ("services", "keys"),
    [(["PS01"], {"knitter", "lab"}), (["PS014"], {"lab"}), (["C18"], set())],
)
def test_serving_a_class_is_doing_one_of_its_services(services, keys):
    assert _keys(Partner.objects.serving(services)) == keys


@pytest.mark.parametrize(
    ("places", "keys"),
    [
        (["440100"], {"knitter"}),
        (["440000"], {"knitter", "shoemaker", "somewhere in Guangdong"}),
        (["GBA"], {"knitter", "bank"}),
        (["YRD"], {"weaver", "lab"}),
        (["310000", "810000"], {"lab", "bank"}),
        ([], set()),
    ],
)
def test_near_is_in_the_place_or_in_the_cluster(places, keys):
    assert _keys(Partner.objects.near(places)) == keys


def test_a_cluster_of_cities_does_not_hold_the_rest_of_the_province():
    within = set(Place.objects.within(["GBA"]).values_list("code", flat=True))
    assert len(within) == 11
    assert "440200" not in within


def test_words_can_be_joined(django_assert_num_queries):
    with django_assert_num_queries(1):
        both = Partner.objects.active().of_dataset(["own"]).making(["C18"]).serving(["PS01"])
        found = list(both.near(["GBA"]))
    assert _keys(found) == {"knitter"}


def test_a_dataset_holds_its_own_partners():
    assert _keys(Partner.objects.of_dataset(["other"])) == {"bank"}
