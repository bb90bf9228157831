"""Briefs that are answered together get the answers that each would get alone."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from core import counters
from firms.models import Firm
from matcher.briefs import submit
from matcher.models import Entry, Revision, Shortlist
from matcher.shortlists import answering, store_answers
from partners.registry.registration import save_dataset
from tests.matcher.test_a_brief_that_can_no_longer_be_understood import FAIR, lose_the_fair
from webhooks.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def briefs(firm, maker, knitwear) -> list[Shortlist]:
    """Three briefs of one firm, of different order sizes, and one of another firm."""
    for key in "abc":
        maker(key)
    other = Firm.objects.create(name="Sudtuch GmbH")
    own = [submit.submit(firm=firm, asked=knitwear | {"order_quantity": n}) for n in (9, 99, 999)]
    return [*own, submit.submit(firm=other, asked=knitwear)]


def answers() -> list[tuple[object, ...]]:
    """All that is stored, but the keys of rows and the moment."""
    rows = Revision.objects.order_by("shortlist", "number")
    return [
        (
            one.shortlist_id, one.number, one.digest, one.understood, one.weights, one.excluded,
            one.verdict, one.beside, one.changes, one.asked, one.policy, one.partners,
            list(one.entries.values_list("rank", "partner", "points", "detail")),
        )
        for one in rows
    ]  # fmt: skip


def marks() -> list[dict[str, object]]:
    return list(Shortlist.objects.order_by("pk").values())


def told() -> set[tuple[object, ...]]:
    return {(one.type, one.source, one.version, one.firm_id) for one in Event.objects.all()}


def keys(briefs: list[Shortlist]) -> list[object]:
    return [one.pk for one in briefs]


def test_together_is_as_alone(briefs):
    for one in briefs:
        answering.answer_shortlist(one.pk)
    alone = answers(), marks(), told()
    Event.objects.all().delete()
    Revision.objects.all().delete()
    Shortlist.objects.update(checked_version=0, waiting_since=timezone.now())

    assert set(answering.answer_shortlists(keys(briefs))) == set(keys(briefs))
    assert (answers(), marks(), told()) == alone


def test_the_second_time_nothing_is_stored(briefs):
    answering.answer_shortlists(keys(briefs))
    before = answers(), marks(), told()
    assert answering.answer_shortlists(keys(briefs)) == {}
    assert (answers(), marks(), told()) == before


def test_the_numbers_of_their_events_lie_beyond_those_before(briefs):
    before = counters.current("event")
    answering.answer_shortlists(keys(briefs))
    numbers = sorted(Event.objects.values_list("number", flat=True))
    assert len(set(numbers)) == 4
    assert before < numbers[0]
    assert numbers[-1] <= counters.current("event")


def test_more_briefs_cost_no_more_statements_but_for_their_partners(briefs):
    """Two for each brief, its datasets and the partners that no brief before has listed, and two
    for each firm: what it has said, and the deliveries of its events.
    """
    with CaptureQueriesContext(
        connection,
    ) as few:
        answering.answer_shortlists(keys(briefs[:1]))
    with CaptureQueriesContext(connection) as many:
        answering.answer_shortlists(keys(briefs[1:3]))
    assert len(many) <= len(few) + 2


def test_a_brief_that_is_no_longer_understood_stops_no_other(briefs, firm, knitwear):
    save_dataset(dataset=FAIR)
    lost = submit.submit(firm=firm, asked=knitwear | {"datasets": ["trade-fair"]})
    lose_the_fair()
    found = answering.answer_shortlists(keys([*briefs, lost]))
    assert set(found) == set(keys(briefs))
    lost.refresh_from_db()
    assert lost.state is Shortlist.State.REFUSED
    assert Event.objects.filter(type="shortlist.refused").count() == 1


def test_a_brief_that_fails_stops_no_other(briefs, monkeypatch):
    answer = answering.answer_from

    def fails_on_one(asked, inputs):
        if asked["order_quantity"] == 99:
            raise RuntimeError("broken")
        return answer(asked, inputs)

    monkeypatch.setattr(answering, "answer_from", fails_on_one)
    assert answering.answer_or_log(keys(briefs)) == 3
    assert Revision.objects.count() == 3
    assert Shortlist.objects.unanswered().get() == briefs[1]


def test_a_failure_in_the_middle_stores_none_of_them(briefs, monkeypatch):
    before = marks()
    monkeypatch.setattr(store_answers.outbox, "emit_all", lambda news: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        answering.answer_shortlists(keys(briefs))
    assert not Revision.objects.exists()
    assert not Entry.objects.exists()
    assert marks() == before
