"""Names that are hardly names: a verdict, never an exception."""

import itertools

import pytest

from partners.identity import Identity, IdentityIndex, compare

ODD = [
    "", " ", "公司", "有限公司", "A", "Co., Ltd.", "（）", "苏州", "Suzhou", "中国", "China",
    "集团", "第一", "No. 1", "ST", "𠮷野家", "Ｓｕｚｈｏｕ", "分公司", "Branch", "3M", "🏭",
    "股份", "深",
]  # fmt: skip


@pytest.mark.parametrize(("left", "right"), list(itertools.product(ODD, repeat=2)))
def test_any_two_texts_have_a_verdict_with_a_score_from_0_to_1(left, right):
    verdict = compare(Identity(left), Identity(right))

    assert verdict.outcome in ("same", "different", "branch", "unsure")
    assert 0 <= verdict.score <= 1


def test_an_index_of_odd_names_answers():
    index = IdentityIndex([Identity(name) for name in ODD])

    assert all(len(index.candidates(Identity(name))) <= 20 for name in ODD)
