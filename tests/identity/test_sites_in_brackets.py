"""Names of one group that differ by a place or plant. The firms are invented, unless well known."""

import pytest

from partners.identity import Identity, compare

PAIRS = [
    ("different", "恒岳水泥（封开）有限公司", "恒岳水泥（南宁）有限公司"),
    ("different", "恒岳水泥（封开）有限公司", "恒岳水泥（平南）有限公司"),
    ("different", "瑞联电子（苏州）有限公司", "瑞联电子（无锡）有限公司"),
    ("different", "苏州瑞联电子有限公司", "无锡瑞联电子有限公司"),
    ("different", "瑞联电子（苏州）有限公司", "无锡瑞联电子有限公司"),
    ("different", "恒岳水泥（平南）", "恒岳水泥（封开）有限公司"),
    ("different", "青岛啤酒（日照）有限公司", "青岛啤酒（随州）有限公司"),
    ("different", "Hengyue Cement (Fengkai) Co., Ltd.", "Hengyue Cement (Nanning) Co., Ltd."),
    ("different", "Hengyue Cement (Fengkai) Co., Ltd.", "Hengyue Cement (Pingnan) Co., Ltd."),
    ("different", "恒岳水泥（封开）有限公司", "Hengyue Cement (Nanning) Co., Ltd."),
    ("different", "恒岳水泥（封开）有限公司", "Hengyue Cement (Pingnan) Co., Ltd."),
    ("different", "瑞联电子有限公司（一厂）", "瑞联电子有限公司（二厂）"),
    ("different", "瑞联食品（中国）有限公司", "瑞联食品（厦门）有限公司"),
    ("different", "中国瑞联食品有限公司", "瑞联食品有限公司"),
    ("same", "恒岳水泥（封开）有限公司", "恒岳水泥(封开县)有限公司"),
    ("same", "瑞联电子（苏州）有限公司", "苏州瑞联电子有限公司"),
    ("same", "恒岳水泥（封开）有限公司", "Hengyue Cement (Fengkai) Co., Ltd."),
    ("same", "瑞联电子（集团）有限公司", "瑞联电子(集团)有限公司"),
    ("unsure", "恒岳水泥（封开）有限公司", "恒岳水泥有限公司"),
    ("unsure", "恒岳水泥（封开）有限公司", "封开恒岳水泥有限公司"),
    ("unsure", "恒岳水泥（封开）有限公司", "恒岳水泥"),
    ("unsure", "恒岳水泥（封开）有限公司", "Hengyue Cement Co., Ltd."),
    ("unsure", "Hengyue Cement (Fengkai) Co., Ltd.", "Hengyue Cement Co., Ltd."),
    ("unsure", "青岛啤酒（日照）有限公司", "青岛啤酒股份有限公司"),
    ("unsure", "瑞联食品（中国）有限公司", "瑞联食品有限公司"),
    ("branch", "瑞联电子有限公司（二厂）", "瑞联电子有限公司"),
    ("branch", "瑞联电子有限公司（苏州工厂）", "瑞联电子有限公司"),
    ("branch", "Ruilian Electronics Co., Ltd. (Suzhou Plant)", "Ruilian Electronics Co., Ltd."),
    ("branch", "Ruilian Electronics Co., Ltd. Suzhou Factory", "Ruilian Electronics Co., Ltd."),
]


@pytest.mark.parametrize(("outcome", "left", "right"), PAIRS)
def test_a_site_tells_the_firms_of_a_group_apart(outcome, left, right):
    verdict = compare(Identity(left), Identity(right))

    assert verdict.outcome == outcome, verdict


@pytest.mark.parametrize(("outcome", "left", "right"), PAIRS)
def test_the_order_of_two_sites_does_not_matter(outcome, left, right):
    there = compare(Identity(left), Identity(right))
    back = compare(Identity(right), Identity(left))

    assert (there.outcome, there.score) == (back.outcome, back.score)
