"""What a text says it does not want is not sought, and told."""

import pytest

from tests.sentences.whole_lexicon import read, told


@pytest.mark.parametrize(
    ("text", "wanted", "unwanted"),
    [
        ("LED lamps; not LED chips, displays or headlights", ["LED lamps"], 3),
        ("hydraulic pumps, not gear pumps nor valves", ["hydraulic pumps"], 2),
        ("no glass bottles, but aluminium bottles", ["aluminium bottles"], 1),
        ("找电动自行车，不是摩托车", ["电动自行车"], 1),
        ("找塑料玩具，并非毛绒玩具", ["塑料玩具"], 1),
    ],
)
def test_a_list_of_what_is_not_wanted_is_told(text, wanted, unwanted):
    reading = read(text)
    assert reading.brief["products"] == wanted
    assert list(told(reading).values()).count("against") == unwanted


def test_a_question_is_no_refusal():
    assert read("是不是有做锂电池的厂家").brief["products"] == ["锂电池"]
