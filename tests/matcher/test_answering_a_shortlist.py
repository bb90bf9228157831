"""One transaction an answer; a revision only where the answer is different."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction

from matcher import asking, shortlisting, watching
from matcher.models import Brief, Entry, Revision, Shortlist
from webhooks.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def shortlist(firm, maker, knitwear):
    maker("a")
    maker("b", minimum_order=151)
    return asking.ask(firm=firm, asked=knitwear)


def test_it_is_stored_with_its_basis_and_told(shortlist, firm):
    revision = shortlisting.answer_shortlist(shortlist.pk)
    assert (revision.number, revision.brief_version) == (1, 1)
    assert [entry.partner.key for entry in revision.entries.all()] == ["a", "b"]
    event = Event.objects.get(type="shortlist.ready")
    assert event.firm == firm
    assert event.data["shortlist"] == str(shortlist.pk)


def test_the_stored_points_add_up(shortlist):
    for entry in shortlisting.answer_shortlist(shortlist.pk).entries.all():
        parts = entry.detail["components"]
        assert sum(one["points"] for one in parts) == entry.points
        assert all(one["weight"] * one["value"] == one["points"] for one in parts)


def test_answering_again_makes_nothing_new(shortlist):
    shortlisting.answer_shortlist(shortlist.pk)
    assert shortlisting.answer_shortlist(shortlist.pk) is None
    assert Revision.objects.count() == 1


def test_what_another_release_said_on_this_basis_stays_and_what_is_watched_is_renewed(shortlist):
    revision = shortlisting.answer_shortlist(shortlist.pk)
    Revision.objects.update(digest="of another release")
    Shortlist.objects.update(watch_datasets=["own-list"])
    import_module("matcher.migrations.0010_watch_who_stands_around").look_again(apps, None)
    assert shortlisting.sweep() == 1
    assert list(shortlist.revisions.all()) == [revision]
    shortlist.refresh_from_db()
    assert shortlist.watch_datasets == [watching.REAL]
    assert shortlisting.sweep() == 0


def test_a_partner_that_changes_nothing_moves_only_the_mark(shortlist, maker):
    shortlisting.answer_shortlist(shortlist.pk)
    maker("baker", sector="C13")
    assert shortlisting.answer_shortlist(shortlist.pk) is None
    shortlist.refresh_from_db()
    assert Revision.objects.count() == 1
    assert shortlist.checked_partners == Shortlist.objects.get().checked_partners > 2


def test_a_partner_that_changes_the_answer_makes_a_revision_that_tells_what_moved(shortlist, maker):
    shortlisting.answer_shortlist(shortlist.pk)
    better = maker("c", minimum_order=10, lead_time_days=2)
    revision = shortlisting.answer_shortlist(shortlist.pk)
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
    shortlisting.answer_shortlist(shortlist.pk)
    asking.ask_again(shortlist=shortlist, asked=knitwear | {"order_quantity": 50})
    assert Shortlist.objects.unanswered().get() == shortlist
    revision = shortlisting.answer_shortlist(shortlist.pk)
    assert (revision.number, revision.brief_version) == (2, 2)
    assert not Shortlist.objects.unanswered().exists()
    assert not Event.objects.filter(type="shortlist.changed").exists()


def test_an_edit_of_an_old_version_is_refused(shortlist, knitwear):
    from matcher.errors import VersionMoved

    asking.ask_again(shortlist=shortlist, asked=knitwear, expected_version=1)
    with pytest.raises(VersionMoved):
        asking.ask_again(shortlist=shortlist, asked=knitwear, expected_version=1)
    assert Brief.objects.get().version == 2


def test_a_brief_that_cannot_be_understood_stores_nothing(firm, maker, knitwear):
    from matcher.errors import BriefRefused

    with pytest.raises(BriefRefused):
        asking.ask(firm=firm, asked=knitwear | {"provinces": ["Atlantis"]})
    assert not Brief.objects.exists()
    assert not Shortlist.objects.exists()


def test_the_sweep_answers_what_nobody_rang_for(shortlist):
    assert shortlisting.sweep() == 1
    assert not Shortlist.objects.unanswered().exists()
    assert shortlisting.sweep() == 0


def test_a_brief_that_fails_does_not_hold_up_the_others(shortlist, firm, knitwear):
    other = asking.ask(firm=firm, asked=knitwear)
    Brief.objects.filter(shortlist=shortlist).update(asked={})  # nothing that could be asked
    shortlisting.sweep()
    assert other.revisions.count() == 1
    assert shortlist.revisions.count() == 0


def test_the_database_refuses_two_revisions_of_one_basis(shortlist):
    revision = shortlisting.answer_shortlist(shortlist.pk)
    revision.pk, revision.number = None, 2
    with pytest.raises(IntegrityError, match="one_revision_per_basis"), transaction.atomic():
        revision.save(force_insert=True)


def test_the_database_refuses_points_beyond_the_scale(shortlist):
    shortlisting.answer_shortlist(shortlist.pk)
    with pytest.raises(IntegrityError, match="entry_in_range"), transaction.atomic():
        Entry.objects.update(points=65281)


def test_the_oldest_unanswered_brief_has_an_age(shortlist):
    assert shortlisting.oldest_unanswered() >= 0
    shortlisting.answer_shortlist(shortlist.pk)
    assert shortlisting.oldest_unanswered() is None
