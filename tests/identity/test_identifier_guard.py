"""Identifiers decide before names: equal ones say same, contradictory ones veto."""

import pytest

from partners.identity import Identity, compare
from partners.identity.identifiers import valid_identifier

# Invented organisations with right check digits.
FIRST, SECOND = "91320500MA00000010", "91320500MA00000023"
NAME = "苏州瑞联精密机械有限公司"


def outcome(left: dict[str, str], right: dict[str, str], other: str = NAME) -> str:
    return compare(Identity(NAME, identifiers=left), Identity(other, identifiers=right)).outcome


def test_an_equal_uscc_decides_though_the_names_differ():
    assert outcome({"uscc": FIRST}, {"uscc": FIRST}, "无锡宏远电机有限公司") == "same"


def test_contradictory_usccs_veto_an_equal_name():
    assert outcome({"uscc": FIRST}, {"uscc": SECOND}) == "different"


def test_a_contradictory_uscc_vetoes_an_equal_stock_code():
    stock = {"stock": "600000.SH"}

    assert outcome({"uscc": FIRST, **stock}, {"uscc": SECOND, **stock}) == "different"


def test_a_uscc_with_a_wrong_check_digit_says_nothing():
    assert outcome({"uscc": FIRST}, {"uscc": FIRST[:-1] + "1"}) == "same"


def test_two_stock_codes_do_not_veto():
    """A firm with A and B shares has two."""
    assert outcome({"stock": "000001.SZ"}, {"stock": "200001.SZ"}) == "same"


@pytest.mark.parametrize(
    ("mine", "other"),
    [("002781.SZ", "002301.SZ"), ("600519.SS", "000858.SZ"), ("900901.SH", "200002.SZ"),
     ("1996.HK", "03900.HK")],
)  # fmt: skip
def test_two_codes_of_one_kind_of_shares_are_two_firms(mine, other):
    """Unless a code was changed, which a curator knows: the names are equal here."""
    assert outcome({"stock": mine}, {"stock": other}) == "unsure"
    left = Identity("青禾汇能集团有限公司", identifiers={"stock": mine})
    right = Identity("Qinghe Composite Group Co., Ltd.", identifiers={"stock": other})
    assert compare(left, right).outcome == "different"


@pytest.mark.parametrize(
    ("mine", "other"),
    [("600519.SS", "600519.SH"), ("600519.SH", "900901.SH"), ("000001.SZ", "1996.HK"),
     ("832149.BJ", "920149.BJ"), ("600519.SH", ""), ("0700.HK", "00700.HK")],
)  # fmt: skip
def test_codes_of_other_kinds_and_renumbered_ones_say_nothing(mine, other):
    assert outcome({"stock": mine}, {"stock": other}) == "same"


def test_an_equal_website_raises_the_score_and_does_not_decide():
    website = {"website": "https://www.example.cn/en"}
    bare = compare(Identity("鸿宇有限公司"), Identity("Hongyu Co., Ltd."))
    told = compare(
        Identity("鸿宇有限公司", identifiers=website),
        Identity("Hongyu Co., Ltd.", identifiers={"website": "example.cn"}),
    )

    assert (bare.outcome, told.outcome) == ("unsure", "unsure")
    assert told.score > bare.score


@pytest.mark.parametrize(
    ("kind", "value", "valid"),
    [
        ("uscc", FIRST, True),
        ("uscc", FIRST[:-1], False),
        ("uscc", "9132050OMA00000010", False),
        ("lei", "5493001KJTIIGC8Y1R12", True),
        ("lei", "5493001KJTIIGC8Y1R13", False),
        ("customs", "3205012345", True),
        ("customs", "32050123", False),
    ],
)
def test_an_identifier_is_valid_by_its_own_digits(kind, value, valid):
    assert valid_identifier(kind, value) is valid
