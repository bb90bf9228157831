"""The sectors of a clause: policy words, members of lists, and senses that name no sector."""

import pytest

from partners.errors import FileFault
from priorities.reading.policy_words import PolicyWords
from tests.reading.documents import of_tasks, proposed


def codes(text):
    return [one.targets for one in of_tasks(text)]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("发展具身智能。", ("EI-ROBOT",)),
        ("推进低空经济发展。", ("EI-LAE",)),
        ("壮大新材料产业。", ("EI-NEWMAT",)),
        ("办好博览会。", ("PS073",)),
        ("扩大“新三样”出口。", ("EI-NEV", "C36", "EI-NES", "C384", "EI-NEWENERGY", "C382")),
    ],
)
def test_a_short_form_of_policy_names_its_sectors(said, expected):
    assert codes(said) == [expected]


def test_the_longest_word_at_a_place_decides():
    assert codes("发展新能源汽车。") == [("EI-NEV", "C36")]


@pytest.mark.parametrize(
    "said",
    [
        "开展绿化工程。",
        "畅通空中丝绸之路。",
        "丰富丝绸之路旅游。",
        "做好水电气保障。",
        "实现农业机械化。",
    ],
)
def test_a_word_within_another_word_names_nothing(said):
    assert codes(said) == []


def test_a_word_of_daily_life_counts_only_beside_an_industry_word():
    assert codes("改善汽车停放。") == []
    assert codes("壮大汽车产业。") == [("C36",)]
    assert codes("提升汽车、集成电路竞争力。") == [("C36", "EI-IC", "C397")]


def test_a_member_of_a_list_of_industries_is_looked_up_in_the_lexicon():
    (found,) = of_tasks("推动钢铁、衬衫等产业提质。")
    assert found.targets[0] == "C31"
    assert found.targets[-1].startswith("C18")
    assert "trade words" in found.because


def test_a_list_under_one_verb_is_one_proposal():
    assert codes("发展氢能、储能和风电。") == [
        ("EI-H2FUSION", "EI-NES", "C384", "EI-NEWENERGY"),
    ]


def test_a_long_list_is_cut_so_that_each_anchor_shows_its_targets():
    names = (
        "集成电路、新能源汽车、生物医药、航空航天、低空经济、工业母机、新型储能、量子科技、脑机接口"
    )
    found = of_tasks(f"大力发展{names}、具身智能等产业。")
    assert len(found) == 2
    assert all(len(one.anchor) <= 40 for one in found)
    assert "低空经济" in found[0].anchor
    assert "EI-BCI" in found[1].targets


def test_clauses_of_one_sentence_are_proposals_of_their_own():
    assert codes("发展氢能，做强纺织产业。") == [("EI-H2FUSION",), ("C17",)]


@pytest.mark.parametrize(
    ("heading", "counted"),
    [
        ("（三）全面推进乡村振兴。", ["提升农产品精深加工能力"]),
        ("（四）切实加强政府自身建设。", []),
        ("（五）守牢安全生产底线。", []),
        ("（六）办好人民满意的教育。", []),
        ("（二）提升产业创新能力。", ["发展人工智能", "提升农产品精深加工能力"]),
    ],
)
def test_under_some_headings_only_some_sectors_count(heading, counted):
    text = f"各位代表：\n三、2031年重点工作\n{heading}发展人工智能。提升农产品精深加工能力。"
    assert [one.anchor for one in proposed(text)] == counted


def test_a_word_that_stands_twice_is_refused(tmp_path):
    path = tmp_path / "words.csv"
    path.write_text("codes,terms,use,confidence,source\nC17,纺织|纺织,any,high,own\n", "utf-8")
    with pytest.raises(FileFault, match="row 2, column terms"):
        PolicyWords.load(path)
