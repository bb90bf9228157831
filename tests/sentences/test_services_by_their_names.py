"""A service that the lexicon lists is sought by its name: no word such as company is needed."""

import pytest

from tests.sentences.whole_lexicon import read


@pytest.mark.parametrize(
    ("text", "service"),
    [
        ("environmental monitoring", "PS052"),
        ("supply chain finance for our plant", "PS044"),
        ("market research in Chengdu", "PS072"),
        ("express delivery partner", "PS026"),
        ("last mile delivery", "PS021"),
        ("rail freight to Germany from Xi'an", "PS021"),
        ("MES system integrator", "PS032"),
        ("cyber security service", "PS032"),
        ("digital twin of a factory", "PS032"),
        ("type approval for cars", "PS014"),
    ],
)
def test_a_service_is_sought_by_its_name(text, service):
    brief = read(text).brief
    assert brief["seeking"] == "service_provider"
    assert service in brief["services"]


@pytest.mark.parametrize(
    ("text", "sector"),
    [
        ("delivery boxes", "C223"),
        ("warehouse racks", "C213"),
        ("training shoes", "C195"),
        ("packaging machines", "C346"),
        ("laboratory furniture", "C21"),
    ],
)
def test_goods_that_hold_the_word_for_a_service_stay_goods(text, sector):
    brief = read(text).brief
    assert brief["seeking"] == "manufacturer"
    assert any(one.startswith(sector) for one in brief["sectors"])
