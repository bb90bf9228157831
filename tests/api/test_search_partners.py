"""GET /v1/partners?q= finds partners by names, pinyin, initials and identifiers, best first."""

from urllib.parse import urlencode

import pytest

from partners.registry.records import DatasetRecord, PartnerRecord
from partners.registry.registration import register_records, save_dataset

NAMES = {
    "one": ("Qinghe", "青河", (), ()),
    "two": ("Qinghe Furniture Works", "青河家具厂", (), ("stock:600123.SH",)),
    "three": (
        "White Tiger Knitting",
        "佛山白虎针织有限公司",
        ("Baihu",),
        ("website:baihu.example",),
    ),
    "four": ("Lanshan Instruments", "大连蓝山仪器", (), ()),
}


def address(text, place=None, limit=None):
    given = {"q": text, "place": place, "limit": limit}
    return f"/v1/partners?{urlencode({k: v for k, v in given.items() if v is not None})}"


@pytest.fixture
def found(call, reference):
    save_dataset(dataset=DatasetRecord("firms", "Firms", simulated=False, notice="A test's."))
    register_records(
        records=[
            PartnerRecord(
                dataset="firms",
                key=key,
                name_en=en,
                name_zh=zh,
                aliases=aliases,
                identifiers=identifiers,
            )
            for key, (en, zh, aliases, identifiers) in NAMES.items()
        ]
    )
    keys = {en: key for key, (en, *_) in NAMES.items()}

    def search(text, place=None):
        page = call.get(address(text, place=place))
        assert page.status_code == 200, page.json()
        return [keys[row["name_en"]] for row in page.json()["results"]]

    return search


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("青河", "one"),
        ("青河家", "two"),
        ("白虎", "three"),
        ("白虎針織", "three"),
        ("qinghe", "one"),
        ("qinghejiaju", "two"),
        ("qhjj", "two"),
        ("bhzz", "three"),
        ("Baihu", "three"),
        ("white tiger", "three"),
        ("Lanshan Instrumnets", "four"),
        ("大连蓝山仪器厂", "four"),
        ("600123", "two"),
        ("600123.sh", "two"),
        ("https://www.baihu.example/en", "three"),
    ],
)
def test_the_best_find_comes_first(found, text, first):
    assert found(text)[:1] == [first]


def test_an_exact_name_comes_before_a_longer_one(found):
    assert found("青河") == ["one", "two"]


@pytest.mark.parametrize("text", ["qzxqzx", "龘龘", "%", "_", "\\"])
def test_what_no_name_holds_finds_nothing(found, text):
    assert found(text) == []


def test_a_search_is_narrowed_and_paged(found, call):
    assert found("qinghe", place="Foshan") == []
    first = call.get(address("青河", limit=1)).json()
    second = call.get(first["next"]).json()
    names = [row["name_zh"] for page in (first, second) for row in page["results"]]
    assert names == ["青河", "青河家具厂"]
    assert second["next"] is None


@pytest.mark.parametrize("text", ["", "  ", "x" * 121])
def test_an_empty_or_endless_search_is_refused(call, text):
    refused = call.get(address(text))
    assert refused.status_code == 400
    assert refused.json()["errors"][0]["parameter"] == "q"
