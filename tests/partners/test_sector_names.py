import pytest

from partners.errors import AmbiguousName, UnknownName, WrongKind
from partners.lexicon.sector_resolver import SectorResolver

MAKES = ("manufacturing", "emerging")
SERVES = ("service",)


@pytest.fixture(scope="module")
def names(world) -> SectorResolver:
    return SectorResolver(world.taxonomy)


@pytest.mark.parametrize(
    ("text", "kinds", "code"),
    [
        ("C18", MAKES, "C18"),
        ("c18", MAKES, "C18"),
        ("18", MAKES, "C18"),
        ("182", MAKES, "C182"),
        ("Manufacture of toys", MAKES, "C245"),
        ("toys", MAKES, "C245"),
        ("TOYS", MAKES, "C245"),
        ("玩具制造", MAKES, "C245"),
        ("knitted garments", MAKES, "C182"),
        ("针织服装", MAKES, "C182"),
        ("furniture", MAKES, "C21"),
        ("EI-LAE", MAKES, "EI-LAE"),
        ("Low-altitude economy", MAKES, "EI-LAE"),
        ("low altitude economy", MAKES, "EI-LAE"),
        ("低空经济", MAKES, "EI-LAE"),
        ("PS033", SERVES, "PS033"),
        ("ps033", SERVES, "PS033"),
        ("033", SERVES, "PS033"),
        ("e-commerce", SERVES, "PS033"),
        ("E-commerce support services", SERVES, "PS033"),
        ("Freight transport", SERVES, "PS021"),
        ("货物运输服务", SERVES, "PS021"),
        ("logistics", SERVES, "PS02"),
        ("humanoid robots", MAKES, "EI-ROBOT"),
        ("人形机器人", MAKES, "EI-ROBOT"),
        ("白酒", MAKES, "C151"),
        ("baijiu", MAKES, "C151"),
        ("lithium batteries", MAKES, "C384"),
        ("Lithium-ion batteries", MAKES, "C384"),
        ("动力电池", MAKES, "C384"),
        ("汽车零部件", MAKES, "C367"),
        ("检验检测", SERVES, "PS014"),
        ("工业设计服务", SERVES, "PS011"),
        ("cross-border e-commerce", SERVES, "PS033"),
        ("跨境电商", SERVES, "PS033"),
    ],
)
def test_a_sector_is_found_by_code_and_by_name(names, text, kinds, code):
    assert names.resolve(text, kinds).code == code


def test_every_code_and_every_name_is_its_own_sector(world, names):
    for row in world.taxonomy.sectors.values():
        for text in (row.code, row.name_en, row.name_zh, row.code.lower()):
            assert names.resolve(text, (row.kind,)) is row, text


def test_every_loose_name_is_its_own_sector(world, names):
    for row in world.taxonomy.sectors.values():
        loose = row.name_en.removeprefix("Manufacture of ")
        assert names.resolve(loose, (row.kind,)) is row


def test_a_service_among_sectors_is_told_where_it_belongs(names):
    with pytest.raises(WrongKind, match=r"\(PS033\) is a service: put it in services"):
        names.resolve("PS033")


def test_a_sector_among_services_is_told_where_it_belongs(names):
    with pytest.raises(WrongKind, match=r"\(C182\) is manufacturing: put it in sectors"):
        names.resolve("C182", SERVES)


def test_an_unknown_word_is_answered_with_nothing_that_is_near_by_letters_alone(names):
    with pytest.raises(UnknownName) as raised:
        names.resolve("blockchain")
    assert not raised.value.nearest


def test_a_word_of_several_meanings_names_them_all(names):
    meaning = names.meaning("mixer")
    assert [row.code for row in meaning.rows][:1] == ["C385"]
    assert not meaning.is_named
    with pytest.raises(AmbiguousName, match="C385"):
        names.resolve("mixer")


@pytest.mark.parametrize("text", ["", "C", "zz", "C999" * 30, "x" * 100_000])
def test_what_names_nothing_is_an_error(names, text):
    with pytest.raises(UnknownName):
        names.resolve(text)
