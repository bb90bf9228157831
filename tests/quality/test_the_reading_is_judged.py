"""`make quality` compares proposals with labelled rows, and says so where there are none."""

import pytest

from quality import reading

TEXT = (
    "各位代表：\n一、2030年工作回顾\n（一）产业结构加快优化。工业机器人产量增长12%。深入实施人工智能行动。\n"
    "三、2031年重点工作\n（一）加快建设现代化产业体系。\n做强低空经济。建设氢能项目，发展纺织产业。\n"
)
LABELS = """province_gb2260,section,paragraph,anchor,targets,places,signal,stage,weight,note
370000,review,3,工业机器人产量,EI-ROBOT;C349,,strength,delivered,low,own clause
370000,review,3,人工智能行动,EI-AI,,support,under way,low,own clause
370000,tasks,6,低空经济,EI-LAE,,support,pledged,high,
370000,tasks,6,白酒,C151,,support,pledged,low,
370000,tasks,6,无目标,,,support,pledged,high,
370000,tasks,6,氢能项目,EI-H2FUSION,,context,pledged,low,
"""


@pytest.fixture
def files(tmp_path):
    labels, reports = tmp_path / "labels.csv", tmp_path / "reports"
    labels.write_text(LABELS, "utf-8")
    reports.mkdir()
    text = TEXT.replace('"', '""')
    (reports / "sd.csv").write_text(f'province,full_text\n山东省,"{text}"\n', "utf-8")
    return labels, reports


def test_right_wrong_found_and_missed_are_counted(files):
    right, found, *_ = reading.lines(*files)
    assert (found.held, found.of) == (3, 4)
    assert found.offenders == ("370000 6: 白酒",)
    assert (right.held, right.of) == (4, 5)
    assert right.offenders == ("370000 6: 发展纺织产业",)


def test_a_constant_answer_would_fail_each_mark(files):
    *_, signals, stages, headlines = reading.lines(*files)
    assert signals.held == 1000
    assert 'always "support" would reach 0.40' in signals.note
    assert 'always "pledged"' in stages.note
    assert headlines.held == 1000
    assert 'always "list" would reach 0.00' in headlines.note


def test_f1_is_the_mean_over_the_labels():
    pairs = [("a", "a"), ("a", "b"), ("b", "b")]
    assert reading.macro_f1(pairs, ("a", "b")) == pytest.approx(2 / 3)
    assert reading.macro_f1(pairs, ("a", "c")) == pytest.approx(1 / 3)


def test_codes_meet_by_division_and_class():
    assert not reading.wide(["C349"]).isdisjoint(reading.wide(["EI-ROBOT"]))
    assert not reading.wide(["PS011"]).isdisjoint(reading.wide(["PS01"]))
    assert reading.wide(["C17"]).isdisjoint(reading.wide(["C18"]))


def test_missing_labels_are_said_and_skipped(tmp_path):
    (line,) = reading.lines(tmp_path / "none.csv", tmp_path)
    assert "skipped" in line.asked
    assert not line.broken
