"""One transaction an answer; a revision only where the answer is different."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F

from matcher.briefs import interpreted, submit
from matcher.models import Brief, Entry, Revision, Shortlist
from matcher.shortlists import answering
from tests.registered import key_of
from webhooks.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def shortlist(firm, maker, knitwear):
    maker("a")
    maker("b", minimum_order=151)
    return submit.submit(firm=firm, asked=knitwear)


def test_it_is_stored_with_its_basis_and_told(shortlist, firm):
    revision = answering.answer_shortlist(shortlist.pk)
    assert (revision.number, revision.brief_version) == (1, 1)
    assert [key_of(entry.partner) for entry in revision.entries.all()] == ["a", "b"]
    event = Event.objects.get(type="shortlist.ready")
    assert event.firm == firm
    assert event.data["shortlist"] == str(shortlist.pk)


def test_the_stored_points_add_up(shortlist):
    for entry in answering.answer_shortlist(shortlist.pk).entries.all():
        parts = entry.detail["components"]
        assert sum(one["points"] for one in parts) == entry.points
        assert all(one["weight"] * one["value"] == one["points"] for one in parts)


def test_answering_again_makes_nothing_new(shortlist):
    answering.answer_shortlist(shortlist.pk)
    assert answering.answer_shortlist(shortlist.pk) is None
    assert Revision.objects.count() == 1


def test_what_another_release_said_on_this_basis_stays_and_what_is_watched_is_renewed(shortlist):
    revision = answering.answer_shortlist(shortlist.pk)
    Revision.objects.update(digest="of another release")
    # A day back: what is watched is written anew with the next answer.
    yesterday = F("checked_on") - dt.timedelta(days=1)
    Shortlist.objects.update(depends_on_datasets=["own-list"], checked_on=yesterday)
    assert answering.sweep() == 1
    assert list(shortlist.revisions.all()) == [revision]
    shortlist.refresh_from_db()
    assert shortlist.depends_on_datasets == [interpreted.REAL]
    assert answering.sweep() == 0


def test_a_partner_that_changes_nothing_moves_only_the_mark(shortlist, maker):
    answering.answer_shortlist(shortlist.pk)
    maker("baker", sector="C13")
    assert answering.answer_shortlist(shortlist.pk) is None
    shortlist.refresh_from_db()
    assert Revision.objects.count() == 1
    assert shortlist.checked_partners == Shortlist.objects.get().checked_partners > 2


def test_a_partner_that_changes_the_answer_makes_a_revision_that_tells_what_moved(shortlist, maker):
    answering.answer_shortlist(shortlist.pk)
    better = maker("c", minimum_order=10, lead_time_days=2)
    revision = answering.answer_shortlist(shortlist.pk)
    assert revision.number == 2
    changes = Event.objects.get(type="shortlist.changed").data["changes"]
    assert changes[0] == {
        "partner": better.pk,
        "old_rank": None,
        "new_rank": 1,
        "because": [],  # a partner's own doing, no priority's
    }
    assert [(one["old_rank"], one["new_rank"]) for one in changes[1:]] == [(1, 2), (2, 3)]


def test_an_edited_brief_is_unanswered_until_it_is_answered(shortlist, knitwear):
    answering.answer_shortlist(shortlist.pk)
    submit.resubmit(shortlist=shortlist, asked=knitwear | {"order_quantity": 50})
    assert Shortlist.objects.unanswered().get() == shortlist
    revision = answering.answer_shortlist(shortlist.pk)
    assert (revision.number, revision.brief_version) == (2, 2)
    assert not Shortlist.objects.unanswered().exists()
    assert not Event.objects.filter(type="shortlist.changed").exists()


def test_an_edit_of_an_old_version_is_refused(shortlist, knitwear):
    from core.faults import VersionConflict

    submit.resubmit(shortlist=shortlist, asked=knitwear, expected_version=1)
    with pytest.raises(VersionConflict):
        submit.resubmit(shortlist=shortlist, asked=knitwear, expected_version=1)
    assert Brief.objects.get().version == 2


def test_a_brief_that_cannot_be_understood_stores_nothing(firm, maker, knitwear):
    from matcher.errors import BriefRefused

    with pytest.raises(BriefRefused):
        submit.submit(firm=firm, asked=knitwear | {"provinces": ["Atlantis"]})
    assert not Brief.objects.exists()
    assert not Shortlist.objects.exists()


def test_the_sweep_answers_what_nobody_rang_for(shortlist):
    assert answering.sweep() == 1
    assert not Shortlist.objects.unanswered().exists()
    assert answering.sweep() == 0


def test_a_brief_that_fails_does_not_hold_up_the_others(shortlist, firm, knitwear):
    other = submit.submit(firm=firm, asked=knitwear)
    Brief.objects.filter(shortlist=shortlist).update(asked={})  # nothing that could be asked
    answering.sweep()
    assert other.revisions.count() == 1
    assert shortlist.revisions.count() == 0


def test_the_database_refuses_two_revisions_of_one_basis(shortlist):
    revision = answering.answer_shortlist(shortlist.pk)
    revision.pk, revision.number = None, 2
    with pytest.raises(IntegrityError, match="one_revision_per_basis"), transaction.atomic():
        revision.save(force_insert=True)


def test_the_database_refuses_points_beyond_the_scale(shortlist):
    answering.answer_shortlist(shortlist.pk)
    with pytest.raises(IntegrityError, match="entry_in_range"), transaction.atomic():
        Entry.objects.update(points=65281)


def test_the_oldest_unanswered_brief_has_an_age(shortlist):
    assert answering.oldest_unanswered() >= 0
    answering.answer_shortlist(shortlist.pk)
    assert answering.oldest_unanswered() is None
