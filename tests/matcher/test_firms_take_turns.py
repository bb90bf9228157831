"""A firm that asks for many answers at once takes turns with a firm that asks for one."""

import pytest

from firms.models import Firm
from matcher.batches import batch_submission
from matcher.briefs import submit
from matcher.models import Revision, Shortlist
from matcher.shortlists import answering, turn_order

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def few_at_once(monkeypatch):
    monkeypatch.setattr(turn_order, "_postponed", {})
    monkeypatch.setattr(answering, "AT_ONCE", 4)


@pytest.fixture
def other(maker):
    maker("a")
    return Firm.objects.create(name="Sudtuch GmbH")


def ask(firm, knitwear, count):
    return [submit.submit(firm=firm, asked=knitwear) for _ in range(count)]


def answered_of(firm):
    return Revision.objects.filter(shortlist__brief__firm=firm).count()


def test_the_message_of_a_brief_far_behind_answers_those_whose_turn_it_is(firm, other, knitwear):
    many = ask(firm, knitwear, 30)
    (one,) = ask(other, knitwear, 1)
    answering.answer_in_turn(many[-1].pk)
    assert one.revisions.exists()
    assert not many[-1].revisions.exists()
    assert answered_of(firm) == 3


def test_while_several_firms_wait_a_round_is_short(firm, other, knitwear, monkeypatch):
    monkeypatch.setattr(answering, "AT_ONCE", 20)
    ask(firm, knitwear, 10)
    (one,) = ask(other, knitwear, 1)
    assert answering.answer_next() == 5
    assert one.revisions.exists()
    assert answering.answer_next() == 6


def test_within_a_firm_the_oldest_comes_first(firm, other, knitwear):
    many = ask(firm, knitwear, 6)
    answering.answer_next()
    assert [one.revisions.exists() for one in many] == [True] * 4 + [False] * 2


def test_the_briefs_of_a_batch_weigh_less_than_others_of_their_firm(firm, other, knitwear):
    batch_submission.submit_batch(firm=firm, title="", sent=[knitwear] * 10)
    alone = ask(firm, knitwear, 10)
    answering.answer_next()
    assert (answered_of(firm), sum(one.revisions.exists() for one in alone)) == (4, 3)


def test_briefs_that_fail_do_not_hold_up_the_others_of_their_firm(
    firm, other, knitwear, monkeypatch
):
    bad = ask(firm, knitwear, 5)
    good = ask(firm, knitwear, 1)[0]
    check = answering._check

    def failing(brief, inputs):
        if brief.pk in {one.brief_id for one in bad}:
            raise ZeroDivisionError
        return check(brief, inputs)

    monkeypatch.setattr(answering, "_check", failing)
    answering.answer_waiting()
    assert good.revisions.exists()
    assert Shortlist.objects.waiting().count() == 5


def test_a_brief_that_was_answered_waits_no_more_and_an_edited_one_does(firm, other, knitwear):
    (one,) = ask(firm, knitwear, 1)
    answering.answer_in_turn(one.pk)
    assert not Shortlist.objects.waiting().exists()
    submit.resubmit(shortlist=one, asked=knitwear | {"order_quantity": 400})
    assert Shortlist.objects.waiting().get() == one
    answering.answer_in_turn(one.pk)
    assert one.revisions.count() == 2


def test_what_many_wait_for_makes_way_for_a_new_brief_while_a_sweep_goes_on(
    firm, other, maker, knitwear, monkeypatch
):
    many = ask(firm, knitwear, 6)
    answering.sweep()
    maker("b")  # touches all of them
    order = []
    store = answering.store_answers

    def noting(checked):
        order.append(set(checked))
        if len(order) == 1:
            order.append({ask(other, knitwear, 1)[0].pk})
        return store(checked)

    monkeypatch.setattr(answering, "store_answers", noting)
    answering.sweep()
    first, asked, second = order[:3]
    assert first <= {one.pk for one in many}
    assert second == asked
