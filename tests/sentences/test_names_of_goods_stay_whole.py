"""A name of goods is read as a whole, where a part of it would name other goods."""

import pytest

from tests.sentences.whole_lexicon import read, told


@pytest.mark.parametrize(
    ("text", "products", "sectors"),
    [
        ("titanium sponge", ["titanium sponge"], ["C321"]),
        ("titanium dioxide", ["titanium dioxide"], ["C264"]),
        ("bed linen", ["bed linen"], ["C177"]),
        ("prefabricated houses", ["prefabricated houses"], ["C331"]),
        ("office supplies", ["office supplies"], ["C241"]),
        ("switching power supplies", ["switching power supplies"], ["C382"]),
        ("solar panels and inverters", ["solar panels", "inverters"], ["C382"]),
        ("the toys", ["toys"], ["C245"]),
        ("truck and car tyres", ["truck tyres", "car tyres"], ["C291"]),
        ("sofas and office chairs", ["sofas", "office chairs"], ["C219"]),
        ("tea processors in Fujian", ["tea"], ["C153"]),
        ("food processors", ["food processors"], ["C385"]),
        ("cement from kilns in Hubei", ["cement"], ["C301"]),
        ("forklift trucks, electric", ["forklift trucks"], ["C343"]),
    ],
)
def test_a_name_is_read_as_a_whole(text, products, sectors):
    brief = read(text).brief
    assert (brief["products"], brief["sectors"]) == (products, sectors)


def test_the_material_in_a_name_is_no_wish():
    assert "materials" not in read("bed linen").brief


def test_a_board_that_is_called_printed_is_not_printed():
    brief = read("printed circuit boards").brief
    assert brief["products"] == ["printed circuit boards"]
    assert "processes" not in brief


def test_what_is_only_alike_a_name_is_told_beside_goods_that_are_known():
    reading = read("river barges for a yard")
    assert "yard" in "".join(told(reading))
    assert reading.brief["sectors"] == ["C373"]
