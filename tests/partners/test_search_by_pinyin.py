"""Partners are found by the pinyin of their Chinese names, however it is typed."""

from dataclasses import replace

import pytest

from partners.names import pinyin
from partners.registry import registration
from tests.partners.examples import DATASET, KNITTER
from tests.registered import keys_of

NAMES = {
    "one": ("Canton Air", "广东美的制冷设备有限公司", ()),
    "two": ("River Cars", "重庆长安汽车", ()),
    "three": ("Green Hill", "吕梁绿地工业", ()),
    "four": ("TCL", "TCL科技集团", ()),
    "five": ("Renamed Works", "", ("西安旧名厂",)),
    "seven": ("Memory Works", "长鑫存储", ()),
    "six": ("Gentle Dyers", "", ()),
}


@pytest.fixture
def partners(reference):
    registration.save_dataset(dataset=DATASET)
    registration.register_records(
        records=[
            # In a place that no name has: the desk finds partners by their places too.
            replace(KNITTER, key=key, name_en=en, name_zh=zh, aliases=aliases, place="540100")
            for key, (en, zh, aliases) in NAMES.items()
        ]
    )


def found(client, text):
    page = client.get("/admin/partners/partner/", {"q": text}).context["cl"]
    return set(keys_of(page.result_list))


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("广东", {"one"}),
        ("guangdong", {"one"}),
        ("Guǎngdōng", {"one"}),
        ("guǎng dōng", {"one"}),
        ("GUANGDONG", {"one"}),
        ("gd", {"one"}),
        ("gdmd", {"one"}),
        ("guangd", {"one"}),
        ("meidi", {"one"}),
        ("md", {"one"}),
        # 重 and 长 as they are read here, and in no other way.
        ("chongqing changan", {"two"}),
        ("cqca", {"two"}),
        ("changxin", {"seven"}),
        ("zhongqing", set()),
        ("lvliang", {"three"}),
        ("Lǚliáng", {"three"}),
        ("luliang", {"three"}),
        ("tclkeji", {"four"}),
        ("xi'an", {"five"}),
        ("jiuming", {"five"}),
        ("Gentle", {"six"}),
        # In the middle of a syllable no name begins: guangdong holds these letters.
        ("ngdong", set()),
        ("uangdong", set()),
        ("--", set()),
        ("gd.*", {"one"}),
        ("(((", set()),
    ],
)
def test_a_name_is_found_as_it_is_typed(partners, admin_client, text, keys):
    assert found(admin_client, text) == keys


def test_a_partner_that_is_renamed_is_found_by_the_new_name_alone(partners, admin_client):
    registration.register_records(
        records=[
            replace(
                KNITTER, key="one", name_zh="浙江针织厂", name_en="X", aliases=(), place="540100"
            )
        ]
    )
    assert found(admin_client, "guangdong") == set()
    assert found(admin_client, "zjzzc") == {"one"}


def test_each_name_is_one_line():
    assert (
        pinyin.pinyin_lines(["广东厂", "Old Works", "广东厂", "（粤）A股"])
        == "guang dong chang\nyue a gu"
    )
