"""A batch works for a moment and goes to the end of the queue; a turn that was lost is found."""

import datetime as dt

import pytest
from django.utils import timezone

from matcher.batches import batch_submission, turns
from matcher.briefs import submit
from matcher.models import Batch, Shortlist
from matcher.shortlists import answering
from matcher.task_names import ANSWER_BATCH

pytestmark = pytest.mark.django_db


@pytest.fixture
def batch(firm, maker, knitwear):
    maker("a")
    return batch_submission.submit_batch(firm=firm, title="", sent=[knitwear] * 3)


@pytest.fixture
def enqueued(monkeypatch):
    """The tasks that the turns enqueue."""
    sent = []
    monkeypatch.setattr(turns, "enqueue", lambda *task: sent.append(task))
    return sent


@pytest.fixture
def one_at_a_time(monkeypatch):
    monkeypatch.setattr(answering, "AT_ONCE", 1)


def unanswered():
    return Shortlist.objects.unanswered().count()


def test_a_turn_that_leaves_briefs_enqueues_the_next(batch, enqueued, one_at_a_time, monkeypatch):
    monkeypatch.setattr(turns, "TURN", 0)
    monkeypatch.setattr(turns, "LONGEST_TURN", 0)
    assert turns.answer_turn(batch.pk) == 1
    assert unanswered() == 2
    assert enqueued == [(ANSWER_BATCH, str(batch.pk))]


def test_a_turn_goes_on_while_nobody_waits(batch, enqueued, one_at_a_time, monkeypatch):
    monkeypatch.setattr(turns, "TURN", 1e-9)
    assert turns.answer_turn(batch.pk) == 3


def test_a_turn_makes_way_for_a_brief_that_waits(
    batch, enqueued, one_at_a_time, firm, knitwear, monkeypatch
):
    monkeypatch.setattr(turns, "TURN", 1e-9)
    submit.submit(firm=firm, asked=knitwear)
    assert turns.answer_turn(batch.pk) == 1
    assert enqueued == [(ANSWER_BATCH, str(batch.pk))]


def test_a_turn_makes_way_for_another_batch(
    batch, enqueued, one_at_a_time, firm, knitwear, monkeypatch
):
    monkeypatch.setattr(turns, "TURN", 1e-9)
    batch_submission.submit_batch(firm=firm, title="", sent=[knitwear])
    assert turns.answer_turn(batch.pk) == 1


def test_the_last_turn_ends_the_batch(batch, enqueued):
    assert turns.answer_turn(batch.pk) == 3
    assert enqueued == []
    batch.refresh_from_db()
    assert batch.finished_at is not None
    assert turns.resume_lost_turns() == 0


def test_a_turn_in_which_all_fail_enqueues_none(batch, enqueued, monkeypatch):
    monkeypatch.setattr(answering, "answer_shortlists", lambda keys: 1 / 0)
    assert turns.answer_turn(batch.pk) == 0
    assert enqueued == []


def test_a_lost_turn_is_found(batch, enqueued):
    assert turns.resume_lost_turns() == 0  # it may still be on its way
    Batch.objects.update(turn_at=timezone.now() - dt.timedelta(minutes=1))
    assert turns.resume_lost_turns() == 1
    assert enqueued == [(ANSWER_BATCH, str(batch.pk))]


def test_the_sweep_leaves_a_batch_to_its_turns(batch, firm, knitwear):
    alone = submit.submit(firm=firm, asked=knitwear)
    assert answering.sweep() == 1
    assert alone.revisions.count() == 1
    assert unanswered() == 3


def test_a_batch_that_waits_is_no_reason_for_alarm(batch):
    assert answering.oldest_unanswered() is None


def test_an_answer_of_a_batch_is_kept_up_like_any_other(batch, maker):
    turns.answer_turn(batch.pk)
    maker("b")
    assert answering.sweep() == 3
    assert {one.revisions.count() for one in Shortlist.objects.all()} == {2}
