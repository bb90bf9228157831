"""kill -9 at every step of a publication leaves the old list or the new one, never between."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from core import counters
from partners.intake.reference_files import load_reference
from priorities.editions import lifecycle
from priorities.editions.load_editions import load_rows
from priorities.importing.seed_lists import load_seed_lists
from priorities.models import Edition, EditionAct, PriorityChange
from tests.priorities import killed_publication
from tests.priorities.curators import curator
from tests.priorities.test_publishing_an_edition import added
from tests.seeded import SEEDS
from webhooks.models import Event

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def approver(transactional_db: None):
    load_reference(SEEDS)
    load_seed_lists(SEEDS)
    return curator("approver", "approve")


@pytest.fixture
def approved(approver) -> Edition:

    editor = curator("editor", "draft")
    draft = lifecycle.open_draft(province="440000", by=editor)
    rows = added(list(load_rows(draft)))
    draft = lifecycle.revise(draft=draft, rows=rows, by=editor, expected_version=1)
    draft = lifecycle.submit(draft=draft, by=editor, expected_version=2)
    return lifecycle.approve(draft=draft, by=approver, expected_version=3)


def state() -> dict[str, Any]:
    """All that a publication writes."""
    columns = (
        "pk",
        "state",
        "number",
        "in_force",
        "policy",
        "published_at",
        "version",
        "affected_sectors",
    )
    return {
        "editions": list(Edition.objects.filter(province="440000").values_list(*columns)),
        "acts": list(EditionAct.objects.order_by("pk").values_list("edition", "verb", "by")),
        "changes": list(PriorityChange.objects.order_by("pk").values_list("policy", "key")),
        "policy": counters.current("policy"),
        "event": counters.current("event"),
        "events": list(Event.objects.order_by("number").values_list("number", "source")),
    }


def kill_at(point: str, draft: Edition) -> None:
    at = connection.settings_dict
    database = f"postgresql://{at['USER']}:{at['PASSWORD']}@{at['HOST']}:{at['PORT']}/{at['NAME']}"
    words = [point, str(draft.pk), str(draft.version), "approver"]
    done = subprocess.run(
        [sys.executable, "-m", "tests.priorities.killed_publication", *words],
        cwd=ROOT,
        env=os.environ | {"DATABASE_URL": database, "DJANGO_SETTINGS_MODULE": "config.settings"},
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == -signal.SIGKILL, (point, done.stderr.decode())


def assert_new(draft: Edition, before: dict[str, Any]) -> None:
    """Ranges, numbers, act and event agree on the new edition."""
    old = Edition.objects.get(province="440000", number=1)
    new = Edition.objects.get(pk=draft.pk)
    assert (new.state, new.number) == (Edition.State.PUBLISHED, 2)
    assert old.in_force.upper == new.in_force.lower
    assert new.in_force.upper is None
    assert new.policy == counters.current("policy") == before["policy"] + 1
    event = Event.objects.get(source=f"edition:{new.pk}")
    assert before["event"] < event.number <= counters.current("event")
    assert event.data["policy"] == new.policy
    assert new.acts.filter(verb=EditionAct.Verb.PUBLISH).count() == 1


def test_before_the_commit_the_old_list_is_whole_and_can_still_be_followed(approved, approver):
    before = state()
    for point in killed_publication.OLD:
        kill_at(point, approved)
        assert state() == before, point
    lifecycle.publish(draft=approved, by=approver, expected_version=approved.version)
    assert_new(approved, before)


@pytest.mark.parametrize("point", killed_publication.NEW)
def test_after_the_commit_the_new_list_is_whole(approved, point):
    before = state()
    kill_at(point, approved)
    assert_new(approved, before)
