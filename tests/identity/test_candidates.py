"""Candidates by index: the right firm first, whatever the script, and no comparison of all."""

import pytest

from partners.identity import Identity, IdentityIndex
from partners.identity import index as index_module

NAMES = [
    "Suzhou Ruilian Precision Machinery Co., Ltd.",
    "Suzhou Ruida Precision Machinery Co., Ltd.",
    "Wuxi Ruilian Electronics Co., Ltd.",
    "Zhejiang Red Lion Cement Co., Ltd.",
    "Zhejiang Hongda Cement Co., Ltd.",
    "Nanking Chung Hsing Chemical Co., Ltd.",
    "宁波海锋轴承有限公司",
    "宁波海洋轴承有限公司",
    "江苏恒丰电缆有限公司",
    "江苏恒锋电缆有限公司",
]


@pytest.fixture(scope="module")
def index():
    return IdentityIndex([Identity(name) for name in NAMES])


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("苏州瑞联精密机械有限公司", "Suzhou Ruilian Precision Machinery Co., Ltd."),
        ("浙江红狮水泥有限公司", "Zhejiang Red Lion Cement Co., Ltd."),
        ("南京中兴化工有限公司", "Nanking Chung Hsing Chemical Co., Ltd."),
        ("Ningbo Haifeng Bearing Co., Ltd", "宁波海锋轴承有限公司"),
        ("恒丰电缆", "江苏恒丰电缆有限公司"),
        ("江蘇恒鋒電纜有限公司", "江苏恒锋电缆有限公司"),
    ],
)
def test_the_right_firm_is_the_first_candidate(index, asked, first):
    assert index.candidates(Identity(asked))[0].identity.name == first


def test_candidates_are_ranked_by_score_and_cut_at_the_limit(index):
    found = index.candidates(Identity("苏州瑞联精密机械有限公司"), limit=2)

    assert len(found) == 2
    assert found[0].verdict.score >= found[1].verdict.score


def test_an_equal_identifier_makes_a_candidate_of_an_unlike_name():
    uscc = {"uscc": "91320500MA00000010"}
    index = IdentityIndex([Identity(name) for name in NAMES] + [Identity("甲乙", None, uscc)])

    found = index.candidates(Identity("Unlike Name Ltd", None, uscc))

    assert (found[0].position, found[0].verdict.outcome) == (len(NAMES), "same")


def test_few_of_many_identities_are_compared(monkeypatch):
    """An import of many rows would not end if each were compared with all."""
    many = [Identity(f"苏州瑞{sign}精密机械有限公司") for sign in map(chr, range(0x4E00, 0x5600))]
    index = IdentityIndex(many)
    compared = []
    compare = index_module.compare
    monkeypatch.setattr(index_module, "compare", lambda a, b: compared.append(b) or compare(a, b))

    found = index.candidates(many[7])

    assert found[0].position == 7
    assert 0 < len(compared) <= 60 < len(many)


def test_an_empty_index_has_no_candidates():
    assert IdentityIndex([]).candidates(Identity("甲")) == []


def test_names_of_both_scripts_are_candidates_of_each_other():
    index = IdentityIndex([Identity(name) for name in NAMES])
    chinese, latin = "宁波海锋轴承有限公司", "Ningbo Haifeng Bearing Co., Ltd."

    assert index.candidates(Identity(latin))[0].identity.name == chinese
    assert index.candidates(Identity(chinese))[0].verdict.score == 1.0


def test_an_index_gives_each_identity_back_as_it_was():
    known = [
        Identity("宁波海锋轴承有限公司", "330200", {"stock": "600000.SH"}),
        Identity("Wuxi Ruilian Electronics Co., Ltd.", "无锡"),
        Identity("江苏恒丰电缆有限公司"),
    ]
    index = IdentityIndex(one for one in known)

    assert [index.identity(position) for position in range(len(index))] == known


def test_a_short_name_finds_the_full_name_by_its_signs_in_their_order():
    index = IdentityIndex(
        map(Identity, ["上海浦东发展银行股份有限公司", "广东电力发展股份有限公司", *NAMES])
    )

    assert index.candidates(Identity("浦发银行"))[0].position == 0
    assert index.candidates(Identity("粤电力A"))[0].position == 1


def test_a_name_takes_few_bytes_of_the_index():
    many = [Identity(f"苏州瑞{sign}精密机械有限公司") for sign in map(chr, range(0x4E00, 0x5600))]

    assert IdentityIndex(many).nbytes / len(many) < 250
