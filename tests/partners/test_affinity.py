"""How near two places act, on the real places."""

import pytest

SHANGHAI, PUDONG, HUANGPU, SUZHOU = "310000", "310115", "310101", "320500"
GUANGDONG, GUANGZHOU, SHENZHEN, HONG_KONG = "440000", "440100", "440300", "810000"


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        # A municipality is one city, whichever of its districts is named.
        (SHANGHAI, SHANGHAI, 255),
        (SHANGHAI, PUDONG, 255),
        (PUDONG, HUANGPU, 255),
        (PUDONG, PUDONG, 255),
        (HONG_KONG, HONG_KONG, 255),
        ("500000", "500000", 255),
        ("110000", "110105", 255),
        ("820000", "820000", 255),
        (GUANGZHOU, GUANGZHOU, 255),
        # Of a province with several, two that are only known to be in it may be far apart.
        (GUANGDONG, GUANGDONG, 224),
        (GUANGDONG, GUANGZHOU, 224),
        (GUANGZHOU, SHENZHEN, 224),
        (SHANGHAI, SUZHOU, 176),
        (HONG_KONG, SHENZHEN, 176),
        (HONG_KONG, "820000", 176),
        (SHANGHAI, GUANGZHOU, 48),
    ],
)
def test_affinity(world, one, other, near):
    assert world.atlas.affinity(one, other) == world.atlas.affinity(other, one) == near


def test_four_municipalities_and_two_special_regions_are_one_city(world):
    single = {
        row.name_en for row in world.atlas.places.values() if row.is_province and row.in_one_city
    }
    assert single == {"Beijing", "Tianjin", "Shanghai", "Chongqing", "Hong Kong", "Macao"}
