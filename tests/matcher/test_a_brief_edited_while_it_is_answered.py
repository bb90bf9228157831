"""The old version's answer never passes for the new one's, whoever commits first."""

import threading

import pytest
from django.db import connection

from firms.models import Firm
from matcher.briefs import submit
from matcher.models import Revision, Shortlist
from matcher.shortlists import answering
from matcher.shortlists.compute_answer import ComputedAnswer, Inputs
from priorities.importing.seed_lists import load_seed_lists
from tests.seeded import SEEDS, load_public_record
from webhooks.models import Event

pytestmark = pytest.mark.django_db(transaction=True)
BRIEF = {
    "seeking": "manufacturer",
    "sectors": ["C182"],
    "order_quantity": 150,
    "order_unit": "piece",
    "datasets": ["public-record"],
}


@pytest.fixture
def shortlist(transactional_db) -> Shortlist:
    load_public_record()
    load_seed_lists(SEEDS)
    return submit.submit(firm=Firm.objects.create(name="Nordtuch GmbH"), asked=BRIEF)


@pytest.fixture
def paused(monkeypatch):
    """The first answer waits, inside its transaction, until it is let go."""
    reached, go_on = threading.Event(), threading.Event()
    real = answering.answer_from

    def slowly(asked, inputs: Inputs) -> ComputedAnswer:
        if not reached.is_set():
            reached.set()
            assert go_on.wait(20)
        return real(asked, inputs)

    monkeypatch.setattr(answering, "answer_from", slowly)
    return reached, go_on


def in_thread(work, *args: object) -> threading.Thread:
    def run() -> None:
        try:
            work(*args)
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


def test_an_edit_made_meanwhile_leaves_the_shortlist_unanswered(shortlist, paused):
    reached, go_on = paused
    worker = in_thread(answering.answer_shortlist, shortlist.pk)
    assert reached.wait(20)
    submit.resubmit(shortlist=shortlist, asked=BRIEF | {"order_quantity": 9})
    go_on.set()
    worker.join(20)

    assert not Revision.objects.exists()  # the answer to the version before is dropped
    assert Shortlist.objects.unanswered().filter(pk=shortlist.pk).exists()
    newest = answering.answer_shortlist(shortlist.pk)
    assert newest is not None
    assert newest.brief_version == 2
    assert newest.understood["order"]["amount"] == "9"


def test_two_workers_that_are_rung_for_one_brief_make_one_revision(shortlist, paused):
    reached, go_on = paused
    first = in_thread(answering.answer_shortlist, shortlist.pk)
    assert reached.wait(20)
    assert answering.answer_shortlist(shortlist.pk) is not None
    go_on.set()
    first.join(20)
    assert Revision.objects.count() == 1


def test_workers_that_answer_different_briefs_do_not_hinder_each_other(shortlist):
    """Within the snapshot that it read, each would fail on the other's event number."""
    firm = shortlist.brief.firm
    others = [submit.submit(firm=firm, asked=BRIEF | {"order_quantity": n}) for n in range(1, 13)]
    threads = [in_thread(answer_all, others[n::4]) for n in range(4)]
    for thread in threads:
        thread.join(60)
    counts = {other.revisions.count() for other in others}
    assert counts == {1}
    assert Event.objects.filter(type="shortlist.ready").count() == len(others)


def answer_all(shortlists: list[Shortlist]) -> None:
    for one in shortlists:
        assert answering.answer_shortlist(one.pk) is not None
