"""The search of partners: any script, filters by what the finds have in common."""

import pytest

pytestmark = pytest.mark.usefixtures("partners")


def test_nothing_asked_lists_nothing_and_says_what_to_type(owner):
    assert "Type a name in any script" in owner.look("/partners")


@pytest.mark.parametrize("text", ["Maker a", "制造商a", "zhizaoshang a", "MAKER A"])
def test_a_name_is_found_in_any_script(owner, text):
    assert "Maker a" in owner.look(f"/partners?q={text}")


def test_finds_are_narrowed_by_place_and_sector(owner):
    everywhere = owner.look("/partners?q=t-shirt")
    assert "Maker a" in everywhere
    assert "Maker c" in everywhere
    here = owner.look("/partners?q=t-shirt&place=440000")
    assert "Maker a" in here
    assert "Maker c" not in here
    assert "Maker a" in owner.look("/partners?sector=C18")
    assert "A platform" in owner.look("/partners?sector=PS03")


def test_simulated_partners_are_found_only_where_they_are_asked_for(owner):
    assert "Maker d" not in owner.look("/partners?q=Maker")
    assert "Maker d" in owner.look("/partners?q=Maker&dataset=demonstration")


@pytest.mark.parametrize(
    "query", ["place=Atlantis", "sector=moonshine&q=x", "dataset=nobody", "q=%00", "q=x&page=99"]
)
def test_what_is_not_known_is_told_and_breaks_nothing(owner, query):
    owner.look(f"/partners?{query}")
    assert owner.status == 200
    assert ("is not known" in owner.text) == ("x&page" not in query and "%00" not in query)


def test_the_box_of_the_header_leads_here(owner):
    assert 'action="/partners"' in owner.look("/")
