"""A batch works for a moment and goes to the end of the queue; a turn that was lost is found."""

import datetime as dt

import pytest
from django.utils import timezone

from firms.models import Firm
from matcher.batches import batch_submission, turns
from matcher.batches.items import counts
from matcher.briefs import submit
from matcher.models import Batch, Shortlist
from matcher.shortlists import answering, turn_order
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


@pytest.fixture(autouse=True)
def nothing_is_postponed(monkeypatch):
    monkeypatch.setattr(turn_order, "_postponed", {})


@pytest.fixture
def one_at_a_time(monkeypatch):
    monkeypatch.setattr(answering, "AT_ONCE", 1)


def unanswered():
    return Shortlist.objects.unanswered().count()


def test_a_turn_that_leaves_briefs_enqueues_the_next(batch, enqueued, one_at_a_time, monkeypatch):
    monkeypatch.setattr(turns, "TURN", 0)
    assert turns.answer_turn(batch.pk) == 1
    assert unanswered() == 2
    assert enqueued == [(ANSWER_BATCH, str(batch.pk))]


def test_a_turn_goes_on_while_its_time_lasts(batch, enqueued, one_at_a_time):
    assert turns.answer_turn(batch.pk) == 3


def test_a_brief_that_waits_is_answered_within_the_turn(
    batch, enqueued, one_at_a_time, firm, knitwear, monkeypatch
):
    monkeypatch.setattr(turns, "TURN", 0)
    alone = submit.submit(firm=firm, asked=knitwear)
    assert turns.answer_turn(batch.pk) == 1
    assert alone.revisions.exists()
    assert enqueued == [(ANSWER_BATCH, str(batch.pk))]


def test_a_turn_answers_the_batch_of_another_firm_too(batch, enqueued, knitwear, monkeypatch):
    monkeypatch.setattr(answering, "AT_ONCE", 2)
    monkeypatch.setattr(turns, "TURN", 0)
    other = Firm.objects.create(name="Sudtuch GmbH")
    second = batch_submission.submit_batch(firm=other, title="", sent=[knitwear] * 3)
    assert turns.answer_turn(batch.pk) == 2
    assert [counts(one)["answered"] for one in (batch, second)] == [1, 1]


def test_the_last_turn_ends_the_batch(batch, enqueued):
    assert turns.answer_turn(batch.pk) == 3
    assert enqueued == []
    batch.refresh_from_db()
    assert batch.finished_at is not None
    assert turns.resume_lost_turns() == 0


def test_a_turn_in_which_none_is_left_but_those_that_failed_enqueues_none(
    batch, enqueued, monkeypatch
):
    monkeypatch.setattr(answering, "_check_due", lambda keys: 1 / 0)
    assert turns.answer_turn(batch.pk) == 3
    assert turns.answer_turn(batch.pk) == 0
    assert enqueued == [(ANSWER_BATCH, str(batch.pk))]


def test_a_lost_turn_is_found(batch, enqueued):
    assert turns.resume_lost_turns() == 0  # it may still be on its way
    Batch.objects.update(turn_at=timezone.now() - dt.timedelta(minutes=1))
    assert turns.resume_lost_turns() == 1
    assert unanswered() == 0


def test_the_sweep_answers_a_batch_too(batch, firm, knitwear):
    submit.submit(firm=firm, asked=knitwear)
    assert answering.sweep() == 4
    assert unanswered() == 0


def test_a_batch_that_waits_is_no_reason_for_alarm(batch):
    assert answering.oldest_unanswered() is None


def test_an_answer_of_a_batch_is_kept_up_like_any_other(batch, maker):
    turns.answer_turn(batch.pk)
    maker("b")
    assert answering.sweep() == 3
    assert {one.revisions.count() for one in Shortlist.objects.all()} == {2}
