"""Support, strength, shortage or context; pledged, launched, under way or delivered."""

import pytest

from tests.reading.documents import of_review, of_tasks, proposed


def of(sentence, read):
    (found,) = read(sentence)
    return found.signal.value, found.stage.value


@pytest.mark.parametrize(
    ("sentence", "signal", "stage"),
    [
        ("工业机器人产量增长12%。", "strength", "delivered"),
        ("集成电路产业规模居全国第三。", "strength", "delivered"),
        ("首条光伏生产线建成投产。", "strength", "delivered"),
        ("深入实施人工智能行动。", "support", "under way"),
        ("推进工业互联网创新发展。", "support", "under way"),
        ("出台低空经济发展措施。", "support", "delivered"),
    ],
)
def test_a_review_tells_results_and_measures(sentence, signal, stage):
    assert of(sentence, of_review) == (signal, stage)


@pytest.mark.parametrize(
    ("sentence", "stage"),
    [
        ("大力发展氢能。", "pledged"),
        ("实施工业设计提升行动。", "launched"),
        ("出台数据条例，建设算力中心。", "pledged"),
        ("深入实施降低物流成本行动。", "under way"),
        ("办好工业博览会。", "under way"),
        ("完善“鲁科贷”科技金融机制。", "under way"),
    ],
)
def test_tasks_are_promises_new_deeds_or_go_on(sentence, stage):
    found = of_tasks(sentence)
    assert {one.signal.value for one in found} == {"support"}
    assert found[-1].stage.value == stage


def test_an_advantage_that_tasks_claim_is_support():
    assert of("机器人产业规模突破2000亿元。", of_tasks)[0] == "support"


@pytest.mark.parametrize(
    "sentence",
    ["稳住汽车、家电等商品消费。", "钢铁产业下行压力加大。", "完成水泥行业超低排放改造。"],
)
def test_what_is_named_and_not_put_first_is_context(sentence):
    found = of_tasks(sentence)
    assert {one.signal.value for one in found} <= {"context"}
    assert {one.emphasis.value for one in found} <= {"mention"}


def test_an_admitted_gap_is_a_shortage_to_the_end_of_its_paragraph():
    text = "各位代表：\n我们也清醒认识到，投资增速回落；民生还有短板；生产性服务业发展滞后。"
    (found,) = proposed(text)
    assert (found.signal.value, found.stage.value) == ("shortage", "pledged")
    assert 'the province admits a gap: "滞后"' in found.because


def test_the_reasons_name_the_words_and_the_figures():
    (found,) = of_review("无人机产量增长39%。")
    assert '"无人机" names EI-LAE, C396' in found.because
    assert "figures: 39%" in found.because
    assert 'the review tells a result: "增长"' in found.because
