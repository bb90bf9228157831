"""Other weights show another order, and change nothing before they are saved."""

import re

import pytest

from matcher.models import Brief, Revision, Shortlist
from matcher.shortlists import answering


def asked(world):
    return Shortlist.objects.select_related("brief").get(pk=world.shortlist).brief.asked


def address(world):
    return f"/shortlists/{world.shortlist}/weights"


def saved(page):
    """The hidden fields of the form that saves what is shown."""
    form = re.search(r'<form method="post" action="[^"]+/weights"[^>]*>(.*?)</form>', page, re.S)[1]
    return dict(re.findall(r'<input type="hidden" name="(version|weight_\w+)" value="(\d+)"', form))


def test_looking_stores_nothing(viewer, world):
    before = asked(world), Brief.objects.get().version, Revision.objects.count()
    viewer.look(f"{address(world)}?weight_fit=0&weight_operations=200")
    assert viewer.status == 200
    assert "would rise" in viewer.page or "would stay" in viewer.page
    assert "Save as" not in viewer.page
    assert before == (asked(world), Brief.objects.get().version, Revision.objects.count())


def test_ranks_are_told_from_and_to(owner, world):
    page = owner.look(f"{address(world)}?weight_policy=0&weight_operations=200")
    rows = re.findall(
        r'<tr><td class="number">(\d+|–)</td><td class="number"><b>(\d+)</b></td>.*?</tr>', page
    )
    assert [int(new) for _, new in rows] == list(range(1, len(rows) + 1))
    assert [int(old) for old, _ in rows] == [1, 3, 2]
    assert (page.count("▲ 1"), page.count("▼ 1")) == (1, 1)
    assert "With these weights 1 would rise, 1 fall, 0 enter and 0 leave." in page


def test_what_is_shown_is_saved_and_answered(analyst, world):
    page = analyst.look(f"{address(world)}?weight_fit=40&weight_operations=120")
    analyst.press(address(world), **saved(page))
    assert asked(world)["weights"] == {"fit": 40, "operations": 120}
    answering.answer_shortlist(world.shortlist)
    assert "These are the weights of the brief" in analyst.look(address(world))
    newest = Revision.objects.order_by("-number").first()
    assert newest.number == 2
    assert newest.weights["operations"] > newest.weights["fit"]


def test_the_rest_of_the_brief_stays(analyst, world):
    before = asked(world)
    analyst.press(address(world), version=1, weight_fit=40)
    assert {**asked(world), "weights": None} == {**before, "weights": None}


def test_the_usual_weights_take_the_own_ones_away(analyst, world):
    analyst.press(address(world), version=1, weight_fit=40)
    analyst.press(address(world), version=2)
    assert "weights" not in asked(world)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"weight_policy": 200}, "policy may hold at most 15 %"),
        ({"weight_fit": -1}, "greater than or equal to 0"),
        ({"weight_fit": "many"}, "whole number"),
    ],
)
def test_weights_that_are_refused_are_told_and_not_stored(analyst, world, given, said):
    query = "&".join(f"{name}={value}" for name, value in given.items())
    assert said in analyst.look(f"{address(world)}?{query}")
    assert "give no order" in analyst.page
    analyst.press(address(world), version=1, **given)
    assert analyst.status == 400
    assert said in analyst.page
    assert "weights" not in asked(world)


def test_weights_for_an_older_brief_are_not_stored(analyst, world):
    analyst.press(address(world), version=1, weight_fit=40)
    analyst.press(address(world), version=1, weight_fit=50)
    assert analyst.status == 409
    assert asked(world)["weights"] == {"fit": 40}


def test_a_viewer_saves_nothing(viewer, world):
    viewer.press(address(world), version=1, weight_fit=40)
    assert viewer.status == 403
    assert "weights" not in asked(world)
