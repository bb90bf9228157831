"""What of a brief the form does not show, or cannot show as it is, survives an edit."""

import re

import pytest

from matcher.briefs.submit import resubmit
from matcher.models import Shortlist
from pages.forms.weights_form import MOST_WEIGHT, slider_weights
from pages.forms.word_lists import part_last

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("own", [{"fit": 500}, {"trust": 0.4}, {"fit": 1_000_000, "policy": 3.5}])
def test_sliders_hold_any_weights_in_their_proportions(own):
    shown = slider_weights(own)
    assert max(shown.values()) <= MOST_WEIGHT
    assert all(isinstance(one, int) for one in shown.values())


def test_whole_weights_stand_as_they_are():
    assert slider_weights({"fit": 90, "trust": 3})["fit"] == 90
    assert slider_weights({"fit": 90, "trust": 3})["trust"] == 3


def test_an_edit_that_moves_no_slider_keeps_the_weights(owner, world):
    shortlist = Shortlist.objects.select_related("brief").get(pk=world.shortlist)
    weights = {"fit": 500, "trust": 0.4}
    resubmit(shortlist=shortlist, asked={**shortlist.brief.asked, "weights": weights})
    shortlist = Shortlist.objects.select_related("brief").get(pk=world.shortlist)
    sliders = {f"weight_{name}": at for name, at in slider_weights(weights).items()}
    owner.press(
        f"/shortlists/{world.shortlist}/brief",
        seeking="manufacturer",
        sectors="knitted garments",
        version=shortlist.brief.version,
        **sliders,
    )
    shortlist = Shortlist.objects.select_related("brief").get(pk=world.shortlist)
    assert shortlist.brief.asked["weights"] == weights


def test_an_edit_of_an_older_version_keeps_what_was_typed(owner, world):
    shortlist = Shortlist.objects.select_related("brief").get(pk=world.shortlist)
    before = shortlist.brief.version
    resubmit(shortlist=shortlist, asked={**shortlist.brief.asked, "title": "Newer"})
    owner.press(
        f"/shortlists/{world.shortlist}/brief",
        seeking="manufacturer",
        sectors="batteries",
        title="Typed meanwhile",
        version=before,
    )
    assert "Typed meanwhile" in owner.page
    shortlist = Shortlist.objects.select_related("brief").get(pk=world.shortlist)
    assert shortlist.brief.asked["title"] == "Newer"


@pytest.mark.parametrize(
    ("typed", "parts"),
    [("bat", ("", "bat")), ("电池，机", ("电池， ", "机")), ("a, b", ("a, ", " b"))],
)
def test_the_last_word_stands_after_any_comma(typed, parts):
    assert part_last(typed) == parts


def test_a_chinese_form_has_no_english_units_processes_languages_and_markets(chinese, world):
    chinese.look("/briefs/new?text=每月3000件针织毛衣，会说英语，出口德国，棉")
    typed = dict(re.findall(r'name="(\w+)" value="([^"]*)"', chinese.page))
    assert typed["order_unit"] == "件"
    assert typed["processes"] == "针织"
    assert (typed["languages"], typed["markets"]) == ("英语", "德国")
    # They are read back as what they were.
    given = {name: typed[name] for name in ("processes", "languages", "markets", "order_unit")}
    chinese.press(
        f"/shortlists/{world.shortlist}/brief",
        seeking="manufacturer", products="针织毛衣", order_quantity="3000", version="1", **given,
    )  # fmt: skip
    shortlist = Shortlist.objects.select_related("brief").get(pk=world.shortlist)
    assert shortlist.brief.asked["processes"] == ["针织"]
