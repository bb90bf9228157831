"""The section on names: it counts what is wrong, and says so where there are no pairs."""

import json

from quality import identity

PAIRS = [
    ["瑞联化工", "苏州瑞联化工有限公司", "same", "short-full"],
    ["苏州瑞联化工有限公司", "Suzhou Ruilian Chemical Co., Ltd.", "same", "zh-en"],
    ["苏州瑞联化工有限公司", "Wuxi Hongda Motor Co., Ltd.", "same", "zh-en"],
    ["苏州瑞联化工有限公司", "苏州瑞联化工股份有限公司", "different", "near-zh"],
    ["苏州瑞联化工有限公司", "苏州瑞达化工有限公司", "different", "near-zh"],
]


def test_the_section_counts_the_pairs_that_are_wrong(tmp_path):
    path = tmp_path / "pairs.json"
    path.write_text(json.dumps({"pairs": PAIRS}), "utf-8")

    counts = [(line.held, line.of) for line in identity.lines(path)]

    assert counts == [(1, 2), (2, 2), (1, 1), (1, 2)]


def test_without_a_file_the_section_says_that_it_is_skipped(tmp_path):
    (line,) = identity.lines(tmp_path / "none.json")

    assert "skipped" in line.asked
    assert not line.law
