"""A partner is found by whatever people type for it: best first, and at once after a write."""

import pytest
from django.utils import timezone

from partners.models import Partner
from partners.registry.records import (
    DatasetRecord,
    EvidenceRecord,
    OfferingRecord,
    PartnerRecord,
)
from partners.registry.registration import register_records, save_dataset
from partners.search.entry_queries import Narrowing
from partners.search.facets import count_facets
from partners.search.filter_keys import filter_key
from partners.search.finding import find_partners
from partners.search.typed_text import Condition

FIRMS = {
    "ceramics": {"name_zh": "佛山新明珠陶瓷有限公司", "identifiers": ("stock:600123.SH",)},
    "branch": {"name_zh": "佛山新明珠陶瓷有限公司广州分公司"},
    "chargers": {
        "name_zh": "江西远能电气有限公司",
        "offerings": (OfferingRecord("makes", "C382", products=("充电桩",)),),
    },
    "brewery": {
        "name_zh": "珠江饮料有限公司",
        "offerings": (OfferingRecord("makes", "C151", products=("啤酒",)),),
    },
    "distillery": {
        "name_zh": "北江饮料有限公司",
        "offerings": (OfferingRecord("makes", "C151", products=("白酒",)),),
    },
    "bear": {"name_en": "Bear Electric Appliance Co., Ltd."},
    "cables": {
        "name_zh": "宁波海天电缆有限公司",
        "offerings": (OfferingRecord("makes", "C383"),),
        "place": "330200",
    },
    "switchgear": {
        "name_zh": "山东鲁电股份有限公司",
        "offerings": (OfferingRecord("makes", "C382"),),
    },
    "latin": {"name_en": "Wuxi Haosheng Hydraulic Co., Ltd."},
    "both": {"name_zh": "绿源服饰有限公司", "name_en": "Greenfield Apparel Ltd."},
}
EVIDENCE = (EvidenceRecord("organisation", "reported", "A list", "page 1", "high"),)


def register(key, **facts: object):
    record = PartnerRecord(dataset="firms", key=key, evidence=EVIDENCE, **facts)
    register_records(records=[record])


@pytest.fixture
def firms(reference):
    save_dataset(dataset=DatasetRecord("firms", "Firms", simulated=False, notice="A test's."))
    for key, facts in FIRMS.items():
        register(key, **facts)


def found(text, filters=()):
    answer = find_partners(Partner.objects.active(), text, Narrowing(filters))
    by_id = dict(Partner.objects.values_list("pk", "records__key"))
    return [by_id[pk] for _, _, pk in answer.keys]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("佛山新明珠陶瓷有限公司", "ceramics"),
        ("新明珠", "ceramics"),
        ("珠陶", "ceramics"),
        ("瓷", "ceramics"),
        ("佛山陶瓷", "ceramics"),
        ("陶瓷 佛山", "ceramics"),
        ("新明珠陶瓷 有限公司", "ceramics"),
        ("綠源服飾", "both"),
        ("ｇｒｅｅｎｆｉｅｌｄ", "both"),
        ("apparel greenfield", "both"),
        ("xinmingzhu", "ceramics"),
        ("xin ming zhu tao ci", "ceramics"),
        ("foshanxinm", "ceramics"),
        ("xmztc", "ceramics"),
        ("lvyuan", "both"),
        ("luyuan", "both"),
        ("600123", "ceramics"),
        ("600123.SH", "ceramics"),
        ("新明诛陶瓷", "ceramics"),
        ("佛山新名珠陶瓷", "ceramics"),
        ("佛山明新珠陶瓷", "ceramics"),
        ("xinmnigzhutaoci", "ceramics"),
        ("Grenfield", "both"),
        ("Greenfeild Aparel", "both"),
        ("Foshan Xinmingzhu Ceramics Co., Ltd.", "ceramics"),
        ("无锡浩盛液压有限公司", "latin"),
        ("Shandong Ludian Co., Ltd.", "switchgear"),
        ("充电桩", "chargers"),
        ("EV charger", "chargers"),
    ],
)
def test_the_partner_that_is_meant_comes_first(firms, text, first):
    assert found(text)[:1] == [first]


def test_letters_are_the_syllables_of_a_trade_name_before_others(firms):
    register("dairy", name_zh="内蒙古伊利实业股份有限公司")
    register("pharmacy", name_zh="石家庄以岭药业股份有限公司")
    register("place", name_zh="伊犁青河生物有限公司")
    assert found("yili") == ["dairy", "pharmacy", "place"]


def test_who_makes_what_the_word_means_follows_who_names_it(firms):
    assert found("充电桩") == ["chargers", "switchgear"]


def test_a_name_comes_before_a_maker_of_what_it_means(firms):
    register("named", name_zh="充电桩之家有限公司")
    assert found("充电桩") == ["named", "chargers", "switchgear"]


@pytest.mark.parametrize("name", ["佛山新明珠陶瓷集团有限公司", "新明珠有限公司"])
def test_the_exact_name_comes_before_every_other_that_holds_it(firms, name):
    register("exact", name_zh=name)
    register("longer", name_zh=f"大{name}")
    assert found(name)[0] == "exact"


def test_a_branch_follows_its_firm(firms):
    assert found("新明珠陶瓷") == ["ceramics", "branch"]


def test_a_legal_form_alone_finds_who_has_it(firms):
    assert set(found("股份有限公司")) == {"switchgear"}


@pytest.mark.parametrize("text", ["龘龘", "qzxqzx", "%", "_", "\\", "''", "—", "ӿӿӿӿ"])
def test_what_no_name_holds_finds_nothing(firms, text):
    assert found(text) == []


def test_a_written_name_is_found_at_once_and_the_old_one_no_more(firms):
    register("ceramics", name_zh="佛山东方红陶瓷有限公司")
    assert found("东方红") == ["ceramics"]
    assert "ceramics" not in found("新明珠")


def test_a_retired_partner_is_not_found(firms):
    Partner.objects.filter(records__key="latin").update(retired_at=timezone.now())
    assert found("Haosheng Hydraulic") == []


def test_filters_narrow_what_is_read(firms):
    assert found("电", [Condition((filter_key("place", "330200"),))]) == ["cables"]
    assert set(found("电", [Condition((filter_key("makes", "C382"),))])) == {
        "chargers",
        "switchgear",
    }


def test_finds_are_counted_by_what_they_have_in_common(firms):
    counted = count_facets(find_partners(Partner.objects.active(), "电"))
    assert counted["counted"] == 3
    assert counted["complete"] is True
    assert counted["sector"] == [
        {"value": "C382", "partners": 2},
        {"value": "C383", "partners": 1},
    ]
    assert counted["place"] == [{"value": "330000", "partners": 1}]
    assert counted["evidence"] == [{"value": "reported", "partners": 3}]
    assert counted["dataset"] == [{"value": "firms", "partners": 3}]


@pytest.mark.parametrize("text", ["beer", "craft beer", "啤酒"])
def test_a_word_for_goods_finds_first_who_has_them_among_its_products(firms, text):
    keys = found(text)
    assert keys[0] == "brewery"
    assert "distillery" in keys
