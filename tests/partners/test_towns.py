"""A town's name resolves to its prefecture where no place has the same name."""

import csv
from collections import Counter

import pytest

from partners.errors import UnknownName
from partners.names import towns
from partners.names.place_resolver import PlaceResolver
from partners.names.spellings import name_key
from tests.seeded import SEEDS


@pytest.fixture(scope="module")
def names(world) -> PlaceResolver:
    return PlaceResolver(world.atlas)


@pytest.mark.parametrize(
    ("text", "code", "town"),
    [
        ("Yiwu", "330700", "Yiwu"),
        ("义乌", "330700", "Yiwu"),
        ("义乌市", "330700", "Yiwu"),
        ("Yiwu City", "330700", "Yiwu"),
        ("Yiwu, Zhejiang", "330700", "Yiwu"),
        ("Yiwu, Jinhua, China", "330700", "Yiwu"),
        ("Panyu", "440100", "Panyu"),
        ("番禺", "440100", "Panyu"),
        ("Panyu District", "440100", "Panyu"),
        ("Guangzhou Panyu", "440100", "Panyu"),
        ("Kunshan", "320500", "Kunshan"),
    ],
)
def test_a_town_is_its_prefecture(names, text, code, town):
    assert names.resolve(text).code == code
    assert names.find_town(text).name == town


@pytest.mark.parametrize(
    "text", ["Guangzhou", "GBA", "440000", "Suzhou, Jiangsu", "Atlantis", "x" * 200]
)
def test_what_is_no_towns_name_is_no_town(names, text):
    assert names.find_town(text) is None


def test_a_town_of_another_province_is_not_meant(names):
    with pytest.raises(UnknownName):
        names.resolve("Yiwu, Guangdong")


def test_every_town_leads_to_its_prefecture_or_to_a_place_of_that_name(world, names):
    index = names._index
    for spelling, name, _, code in towns.town_spellings():
        own = names.find_town(spelling)
        if own is None:
            assert index.codes(name_key(spelling)) or names._qualified(name_key(spelling)), name
        else:
            assert own.prefecture.code == code


def test_they_are_those_of_the_seeds():
    with (SEEDS / "manufacturing_places.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    borne = Counter(row["place"] for row in rows)
    seeded = {
        (f"{row['place']} {row['zh_full']}", row["prefecture_code"])
        for row in rows
        if not row["place_note"] and borne[row["place"]] == 1
    }
    listed = {(one, code) for code, text in towns.TOWNS.items() for one in text.split(", ")}
    assert listed == seeded
