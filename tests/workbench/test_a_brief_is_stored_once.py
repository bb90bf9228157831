"""The form of a brief: read from words, mended, tried out, and stored once."""

import re
import uuid
from typing import Any

import pytest

from matcher.models import Brief, Shortlist

KNITWEAR = {
    "seeking": "manufacturer",
    "title": "Knitwear",
    "sectors": "C182",
    "order_quantity": "150",
    "order_unit": "piece",
    "certifications": "ISO 9001，ISO 14001",
    "require": ["order_quantity"],
    "weight_fit": "96",
    "weight_policy": "10",
}


def sent(**differs: Any):
    return {"id": str(uuid.uuid4()), **KNITWEAR, **differs}


def test_what_the_fields_say_is_the_brief(analyst, lists):
    analyst.press("/briefs/new", **sent())
    assert Brief.objects.get().asked == {
        "title": "Knitwear",
        "seeking": "manufacturer",
        "sectors": ["C182"],
        "order_quantity": 150,
        "order_unit": "piece",
        "certifications": ["ISO 9001", "ISO 14001"],
        "require": ["order_quantity"],
        # The usual weight is no wish of one's own.
        "weights": {"policy": 10},
    }
    assert "A worker is answering" in analyst.page


def test_a_form_that_is_sent_twice_makes_one_shortlist(analyst, lists):
    form = sent()
    analyst.press("/briefs/new", **form)
    first = analyst.answer.redirect_chain[-1]
    analyst.press("/briefs/new", **form)
    assert analyst.answer.redirect_chain[-1] == first
    assert Shortlist.objects.count() == 1
    # Going back and changing it is another brief.
    analyst.press("/briefs/new", **form | {"order_quantity": "300"})
    assert Shortlist.objects.count() == 2


def test_the_id_of_another_firms_shortlist_shows_nothing_of_it(analyst, rival, lists):
    form = sent()
    rival.press("/briefs/new", **form)
    analyst.press("/briefs/new", **form)
    assert Shortlist.objects.count() == 2
    assert form["id"] not in analyst.answer.redirect_chain[-1][0]


def test_a_fault_is_shown_at_its_field_and_nothing_is_stored(analyst, lists):
    analyst.press("/briefs/new", **sent(provinces="Guandong"))
    assert analyst.status == 422
    assert re.search(r'id="fault-provinces">.*Guangdong', analyst.page, re.S)
    assert 'value="Guandong"' in analyst.page
    assert not Brief.objects.exists()


@pytest.mark.parametrize("wrong", [{"order_quantity": "many"}, {"lead_time_days": "-1"}])
def test_what_is_no_number_is_told(analyst, lists, wrong):
    analyst.press("/briefs/new", **sent(**wrong))
    assert analyst.status == 422
    assert f'id="fault-{next(iter(wrong))}"' in analyst.page


def test_a_viewer_may_try_and_not_store(viewer, lists):
    page = viewer.press("/briefs/try", **sent())
    assert viewer.status == 200
    assert "Makers on record" in page
    assert "Make the shortlist" not in page
    viewer.press("/briefs/new", **sent())
    assert viewer.status == 403
    assert not Brief.objects.exists()


def test_a_sentence_is_read_into_the_fields(viewer, lists):
    page = viewer.look("/briefs/new?text=150 T-shirts from Guangdong within 10 days")
    assert re.search(r'name="lead_time_days" value="10"', page)
    assert re.search(r'name="provinces" value="Guangdong"', page)


def test_a_part_of_the_page_is_given_to_htmx(viewer, lists):
    page = viewer.look("/briefs/new?text=T-shirts", **{"HX-Request": "true"})
    assert "<html" not in page
    assert 'id="preview"' in page


def test_an_edit_of_an_older_version_is_refused(analyst, world):
    form = sent(version="1")
    analyst.press(f"/shortlists/{world.shortlist}/brief", **form)
    assert Brief.objects.get().version == 2
    analyst.press(f"/shortlists/{world.shortlist}/brief", **form | {"order_quantity": "9"})
    assert analyst.status == 409
    assert Brief.objects.get().asked["order_quantity"] == 150


@pytest.mark.parametrize(
    ("field", "typed", "offered"),
    [
        ("provinces", "Guang", "Guangdong"),
        ("provinces", "Anhui, Guang", "Anhui, Guangdong"),
        ("client_place", "广", "广东"),
        ("certifications", "iso 90", "ISO 9001"),
        ("markets", "germ", "Germany"),
        ("languages", "Engl", "English"),
        ("order_unit", "doz", "dozen"),
    ],
)
def test_what_is_typed_is_continued(viewer, lists, field, typed, offered):
    viewer.look(f"/briefs/suggest/{field}?{field}={typed}")
    assert f'<option value="{offered}">' in viewer.page
