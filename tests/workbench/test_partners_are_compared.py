"""Ticked entries stand side by side, at an address that members of the firm share."""

import re

import pytest

from matcher.models import Entry
from matcher.shortlists import answering


def ticked(page):
    """What the boxes of the page hold, and the rest of their form."""
    form = re.search(r'<form class="tray[^>]*id="(\w+)"[^>]*action="([^"]+)">(.*?)</form>', page)
    boxes = re.findall(rf'name="partner" value="(\d+)" form="{form[1]}"', page)
    revision = re.search(r'name="revision" value="(\d+)"', form[3])[1]
    return form[2], boxes, revision


def test_the_boxes_of_the_entries_lead_to_the_comparison(viewer, world):
    action, boxes, revision = ticked(viewer.look(f"/shortlists/{world.shortlist}"))
    assert len(boxes) == Entry.objects.filter(revision__shortlist=world.shortlist).count()
    viewer.look(f"{action}?revision={revision}&partner={boxes[1]}&partner={boxes[0]}")
    assert viewer.status == 200
    for rank in (1, 2):
        assert f'data-name="{rank}. Maker' in viewer.page
    for component in ("Fit", "Operations", "Assurance", "Ecosystem", "Trust"):
        assert component in viewer.page


def test_each_pair_says_what_would_turn_it_and_leads_to_these_weights(owner, world):
    action, boxes, _ = ticked(owner.look(f"/shortlists/{world.shortlist}"))
    page = owner.look(f"{action}?{'&'.join(f'partner={one}' for one in boxes)}")
    pairs = re.search(r'<ol class="pairs">(.*?)</ol>', page, re.S)[1].split("<li>")[1:]
    assert len(pairs) == len(boxes) - 1
    assert "No change of a single weight turns the order" in pairs[0]
    assert "The order turns when" in pairs[1]
    address = re.search(r'href="(/shortlists/[^"]+/weights\?[^"]+)"', pairs[1])[1]
    assert "1 would rise, 1 fall" in owner.look(address.replace("&amp;", "&"))


def test_the_page_leads_to_the_same_as_json(owner, world, call):
    page = owner.look(world.address("compared"))
    address = re.search(r'href="(/v1/shortlists/[^"]+/compare[^"]+)"', page)[1]
    answer = call("get", address.replace("&amp;", "&"))
    assert answer.status_code == 200
    partners = {one["partner"]["id"] for one in answer.json()["entries"]}
    assert partners == {world.partner, world.second}


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ("", 400),
        ("partner={partner}", 400),
        ("partner={partner}&partner={partner}", 400),
        ("partner=x&partner={partner}", 404),
        ("partner=0&partner={partner}", 404),
        ("partner={partner}&partner={second}&revision=9", 404),
        ("partner={partner}&partner={second}&revision=x", 404),
    ],
)
def test_what_cannot_be_compared_is_told(owner, chinese, world, asked, status):
    given = asked.format(partner=world.partner, second=world.second)
    owner.look(f"/shortlists/{world.shortlist}/compare?{given}")
    assert owner.status == status
    if status == 400:
        assert "Tick 2 to 10 entries" in owner.page
        assert "勾选2至10家" in chinese.look(f"/shortlists/{world.shortlist}/compare?{given}")


def test_a_shared_address_shows_what_was_compared_and_that_it_moved_on(owner, world):
    address = f"{world.address('compared')}&revision=1"
    before = re.findall(r"<b>[\d.]+</b>", owner.look(address))
    owner.press(
        f"/shortlists/{world.shortlist}/weights", version=1, weight_fit=10, weight_operations=90
    )
    answering.answer_shortlist(world.shortlist)
    page = owner.look(address)
    assert "This compares revision 1" in page
    assert re.findall(r"<b>[\d.]+</b>", page) == before
