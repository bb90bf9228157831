"""The places that are given beside the names: a contradiction leaves the question to a person."""

import pytest

from partners.identity import Identity, compare

NAME = "恒丰电缆有限公司"


@pytest.mark.parametrize(
    ("left", "right", "outcome"),
    [
        ("340000", "310000", "unsure"),
        ("宿州", "苏州", "unsure"),
        ("Shaanxi", "Shanxi", "unsure"),
        ("江苏", "320500", "same"),
        ("Suzhou", "宿州市", "same"),
        ("苏州市", None, "same"),
        ("no such place", "苏州", "same"),
    ],
)
def test_an_equal_name_is_the_same_unless_the_places_contradict(left, right, outcome):
    assert compare(Identity(NAME, left), Identity(NAME, right)).outcome == outcome


def test_a_doubtful_name_in_another_province_is_different():
    left, right = "鸿宇有限公司", "Hongyu Co., Ltd."

    assert compare(Identity(left), Identity(right)).outcome == "unsure"
    assert compare(Identity(left, "江苏"), Identity(right, "Guangdong")).outcome == "different"
