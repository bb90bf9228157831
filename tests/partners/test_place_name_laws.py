import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partners.errors import AmbiguousName, NameFault
from partners.names.place_resolver import PlaceResolver, cluster_spellings, place_spellings
from partners.names.spellings import name_key


@pytest.fixture(scope="module")
def names(world) -> PlaceResolver:
    return PlaceResolver(world.atlas)


def _resolved(names, text):
    """The code, or the text of the candidates."""
    try:
        return names.resolve(text).code
    except AmbiguousName as fault:
        return str(fault)


def test_every_spelling_of_every_place_is_itself_or_reported_ambiguous(world, names):
    wide = {
        name_key(spelling)
        for place in world.atlas.places.values()
        if place.is_province
        for spelling in place_spellings(place)
    }
    for place in world.atlas.places.values():
        for spelling in place_spellings(place):
            found = _resolved(names, spelling)
            goes_before = not place.is_province and name_key(spelling) in wide
            assert place.code in found or goes_before, (spelling, found)


def test_every_spelling_of_a_province_or_a_cluster_is_itself(world, names):
    for place in world.atlas.places.values():
        if place.is_province:
            assert {_resolved(names, text) for text in place_spellings(place)} == {place.code}
    for cluster in world.atlas.clusters.values():
        assert {_resolved(names, text) for text in cluster_spellings(cluster)} == {cluster.code}


def test_every_prefecture_is_found_with_its_province(world, names):
    for place in world.atlas.places.values():
        province = world.atlas.places[place.province]
        if not place.is_province:
            for text in (
                f"{place.name_en}, {province.name_en}",
                f"{place.name_en} ({province.name_en})",
                f"{province.short_zh}{place.name_zh}",
            ):
                assert _resolved(names, text) == place.code, text


@given(data=st.data())
def test_case_spaces_and_punctuation_do_not_matter(world, names, data):
    place = world.atlas.places[data.draw(st.sampled_from(sorted(world.atlas.places)))]
    spelling = data.draw(st.sampled_from(sorted(set(place_spellings(place)))))
    gaps = data.draw(st.lists(st.sampled_from(["", " ", "-", "'", "·"]), min_size=30, max_size=30))
    letters = [letter.swapcase() + gap for letter, gap in zip(spelling, gaps, strict=False)]
    changed = "".join(letters) + spelling[len(letters) :]
    assert name_key(changed) == name_key(spelling)


@given(text=st.text(max_size=200))
def test_any_text_is_a_row_or_a_name_fault(names, text):
    with contextlib.suppress(NameFault):
        assert names.resolve(text).code
