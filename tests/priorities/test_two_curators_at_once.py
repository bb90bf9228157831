"""Two curators at once give one edition and one clear refusal."""

import threading
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection

from core import counters
from core.faults import DomainError, VersionConflict
from partners.intake.reference_files import load_reference
from priorities.editions import lifecycle, publishing
from priorities.editions.load_editions import load_rows
from priorities.errors import DraftOpen, WrongState
from priorities.importing.seed_lists import load_seed_lists
from priorities.models import Edition
from tests.priorities.curators import curator
from tests.seeded import SEEDS
from webhooks.models import Event

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 3


@pytest.fixture
def curators(transactional_db: None):
    load_reference(SEEDS)
    load_seed_lists(SEEDS)
    return [curator(name, "draft", "approve") for name in ("one", "two", "editor")]


def at_once(*works: Callable[[], Any]) -> list[Any]:
    """What each work gives or raises, all begun at one instant, each on its own connection."""
    start, outcomes = threading.Barrier(len(works)), [None] * len(works)

    def run(n: int, work: Callable[[], Any]) -> None:
        try:
            start.wait(10)
            outcomes[n] = work()
        except DomainError as refusal:
            outcomes[n] = refusal
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=one) for one in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return outcomes


def revised(draft: Edition, by, title: str) -> Edition:
    first, *others = load_rows(draft)
    return lifecycle.revise(
        draft=draft,
        rows=[replace(first, title_en=title), *others],
        by=by,
        expected_version=draft.version,
    )


def approved(one, editor, title: str) -> Edition:
    draft = revised(lifecycle.open_draft(province="440000", by=editor), editor, title)
    draft = lifecycle.submit(draft=draft, by=editor, expected_version=draft.version)
    return lifecycle.approve(draft=draft, by=one, expected_version=draft.version)


def test_both_publish(curators):
    one, two, editor = curators
    for n in range(ROUNDS):
        draft, policy = approved(one, editor, f"Round {n}"), counters.current("policy")

        def publish(by, draft=draft) -> Edition:
            return lifecycle.publish(draft=draft, by=by, expected_version=draft.version)

        refusals = _refusals(at_once(lambda: publish(one), lambda: publish(two)))
        assert [type(refusal) for refusal in refusals] == [WrongState]
        assert "that is published cannot be published" in str(refusals[0])
        assert counters.current("policy") == policy + 1
        assert Event.objects.filter(source=f"edition:{draft.pk}").count() == 1
    assert Edition.objects.published().filter(province="440000").count() == 1 + ROUNDS


def test_both_revise(curators):
    one, two, _ = curators
    draft = lifecycle.open_draft(province="440000", by=one)
    for _ in range(ROUNDS):
        draft.refresh_from_db()
        outcomes = at_once(
            lambda: revised(draft, one, "One's"), lambda: revised(draft, two, "Two's")
        )
        assert [type(refusal) for refusal in _refusals(outcomes)] == [VersionConflict]
        winner = "One's" if isinstance(outcomes[0], Edition) else "Two's"
        titles = [row.title_en for row in load_rows(draft)]
        assert winner in titles
        assert len({"One's", "Two's"} & set(titles)) == 1


def test_both_open_a_draft(curators):
    one, two, _ = curators
    outcomes = at_once(
        lambda: lifecycle.open_draft(province="440000", by=one),
        lambda: lifecycle.open_draft(province="440000", by=two),
    )
    assert [type(refusal) for refusal in _refusals(outcomes)] == [DraftOpen]
    assert Edition.objects.open().filter(province="440000").count() == 1


def test_one_publishes_what_the_other_revises(curators):
    one, two, editor = curators
    for n in range(ROUNDS):
        draft = approved(one, editor, f"Round {n}")
        outcomes = at_once(
            lambda draft=draft: lifecycle.publish(
                draft=draft, by=one, expected_version=draft.version
            ),
            lambda draft=draft: revised(draft, two, "Slipped in"),
        )
        [refusal] = _refusals(outcomes)
        draft.refresh_from_db()
        titles = [row.title_en for row in load_rows(draft)]
        if draft.state == Edition.State.PUBLISHED:
            assert isinstance(refusal, WrongState)
            assert "Slipped in" not in titles
        else:
            assert isinstance(refusal, VersionConflict)
            assert "Slipped in" in titles
            lifecycle.discard(draft=draft, by=two, expected_version=draft.version)


def test_one_approves_what_the_other_revises(curators):
    one, two, editor = curators
    draft = revised(lifecycle.open_draft(province="440000", by=editor), editor, "Read")
    draft = lifecycle.submit(draft=draft, by=editor, expected_version=draft.version)
    outcomes = at_once(
        lambda: lifecycle.approve(draft=draft, by=one, expected_version=draft.version),
        lambda: revised(draft, two, "Slipped in"),
    )
    assert [type(refusal) for refusal in _refusals(outcomes)] == [VersionConflict]
    draft.refresh_from_db()
    assert draft.approved_content in ("", draft.content)
    assert (draft.state == Edition.State.APPROVED) == isinstance(outcomes[0], Edition)


def test_a_draft_opened_during_a_publication_starts_from_the_new_list(curators, monkeypatch):
    one, two, editor = curators
    draft = approved(one, editor, "Published")
    written, enqueue = threading.Event(), publishing.enqueue

    def slowly(task: str) -> None:
        written.set()
        threading.Event().wait(0.5)
        enqueue(task)

    def open_meanwhile() -> Edition:
        assert written.wait(10)
        return lifecycle.open_draft(province="440000", by=two)

    monkeypatch.setattr(publishing, "enqueue", slowly)
    published, opened = at_once(
        lambda: lifecycle.publish(draft=draft, by=one, expected_version=draft.version),
        open_meanwhile,
    )
    assert opened.base_id == published.pk
    assert "Published" in [row.title_en for row in load_rows(opened)]


def _refusals(outcomes: list[Any]) -> list[DomainError]:
    assert sum(isinstance(one, Edition) for one in outcomes) == 1, outcomes
    return [one for one in outcomes if isinstance(one, DomainError)]
