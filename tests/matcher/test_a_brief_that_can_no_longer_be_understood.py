"""What a brief names may go: it is refused with its faults, told once, and tried again in time."""

import datetime as dt
from functools import partial
from typing import Any

import pytest
from django.db import transaction

from core import counters
from matcher.briefs import submit
from matcher.models import Shortlist
from matcher.shortlists import answering
from partners.models import Dataset, PartnersChange
from partners.registry.records import DatasetRecord
from partners.registry.registration import save_dataset
from tests.registered import delete_partner
from webhooks.models import Event

pytestmark = pytest.mark.django_db
FAIR = DatasetRecord("trade-fair", "Trade fair", simulated=False, notice="A test's own list.")


def reference_moves() -> None:
    """As `load_reference` says that places or sectors have changed."""
    with transaction.atomic():
        PartnersChange.objects.create(number=counters.take("partners"))


def ask(firm, knitwear: dict[str, Any], **differs: Any) -> Shortlist:
    save_dataset(dataset=FAIR)
    made = submit.submit(
        firm=firm, asked=knitwear | {"datasets": ["own-list", "trade-fair"]} | differs
    )
    answering.answer_shortlist(made.pk)
    return made


def lose_the_fair() -> None:
    Dataset.objects.filter(key="trade-fair").delete()
    reference_moves()


@pytest.fixture
def shortlist(firm, maker, knitwear) -> Shortlist:
    maker("a")
    return ask(firm, knitwear)


@pytest.fixture
def refused(shortlist) -> Shortlist:
    lose_the_fair()
    assert answering.sweep() == 1
    shortlist.refresh_from_db()
    return shortlist


SHOWN = ("pointer", "detail", "nearest")


def events(kind: str) -> list[Event]:
    return list(Event.objects.filter(type=f"shortlist.{kind}"))


def test_it_is_refused_with_its_faults(refused):
    assert refused.state is Shortlist.State.REFUSED
    (fault,) = refused.refused
    assert fault["pointer"] == "/datasets/1"
    assert "'trade-fair'" in fault["detail"]
    # The message beside the English text is what another language needs.
    assert set(fault) == {"pointer", "detail", "nearest", "message"}
    assert refused.revisions.count() == 1  # what was said stays said


def test_it_waits_for_no_answer_any_more(refused):
    assert not Shortlist.objects.unanswered().exists()
    assert answering.oldest_unanswered() is None


def test_it_is_not_tried_each_sweep(refused):
    assert answering.sweep() == 0


def test_its_firm_is_told_once(refused, firm):
    reference_moves()
    assert answering.sweep() == 1  # tried again, refused again
    (told,) = events("refused")
    assert told.firm == firm
    assert told.data == {
        "shortlist": str(refused.pk),
        "brief_version": 1,
        "errors": [{name: one[name] for name in SHOWN} for one in refused.refused],
    }


def test_the_faults_are_those_of_the_last_try(firm, maker, knitwear):
    made = ask(firm, knitwear, exclude=[maker("b").pk])
    for lose in (lose_the_fair, partial(delete_partner, "b"), reference_moves):
        lose()
        answering.sweep()
    made.refresh_from_db()
    assert [one["pointer"] for one in made.refused] == ["/datasets/1", "/exclude/0"]


def test_it_is_answered_once_what_it_names_is_back_and_that_is_told(refused, maker):
    save_dataset(dataset=FAIR)
    maker("b")
    answering.sweep()
    refused.refresh_from_db()
    assert refused.state is Shortlist.State.ANSWERED
    assert [one.number for one in refused.revisions.all()] == [2, 1]
    assert [one.data["revision"] for one in events("ready")] == [1, 2]
    assert [one.data["changes"][0]["new_rank"] for one in events("changed")] == [2]


def test_the_same_answer_as_before_is_told_too(refused):
    save_dataset(dataset=FAIR)
    reference_moves()
    answering.sweep()
    assert [one.data["revision"] for one in events("ready")] == [1, 2]
    assert not events("changed")


def test_it_is_told_again_when_it_comes_again(refused):
    save_dataset(dataset=FAIR)
    reference_moves()
    answering.sweep()
    lose_the_fair()
    answering.sweep()
    assert [one.version for one in events("refused")] == [1, 2]


def test_it_is_tried_again_on_the_next_day_at_the_latest(refused):
    Shortlist.objects.update(checked_on=dt.date(2026, 1, 1))
    save_dataset(dataset=FAIR)
    assert answering.sweep() == 1
    refused.refresh_from_db()
    assert refused.state is Shortlist.State.ANSWERED


def test_an_edit_clears_it(refused, knitwear):
    edited = submit.resubmit(shortlist=refused, asked=knitwear)
    assert edited.state is Shortlist.State.PENDING
    answering.answer_shortlist(refused.pk)
    refused.refresh_from_db()
    assert (refused.state, refused.refused) == (Shortlist.State.ANSWERED, None)


def test_an_excluded_partner_that_is_gone_is_such_a_fault(firm, maker, knitwear):
    maker("a")
    made = ask(firm, knitwear, exclude=[maker("b").pk])
    delete_partner("b")
    reference_moves()
    answering.sweep()
    made.refresh_from_db()
    assert [one["pointer"] for one in made.refused] == ["/exclude/0"]


def test_a_brief_never_answered_is_refused_too(firm, maker, knitwear):
    save_dataset(dataset=FAIR)
    made = submit.submit(firm=firm, asked=knitwear | {"datasets": ["trade-fair"]})
    lose_the_fair()
    answering.answer_shortlist(made.pk)
    made.refresh_from_db()
    assert made.state is Shortlist.State.REFUSED
    assert made.checked_on is not None
    assert not made.revisions.exists()
