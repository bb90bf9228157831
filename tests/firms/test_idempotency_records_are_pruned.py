"""Idempotency records are deleted after a day, in small batches."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core.bulk import batched_deletion
from firms import pruning, tasks
from firms.models import Firm, IdempotencyRecord

pytestmark = pytest.mark.django_db


@pytest.fixture
def create_records():
    """Create records of these ages in hours."""
    firm = Firm.objects.create(name="Nordtuch GmbH")

    def _create(*hours: int):
        for n, age in enumerate(hours):
            at = timezone.now() - timedelta(hours=age)
            IdempotencyRecord.objects.create(
                firm=firm, key=f"{age} {n}", request=b"?", answer=b"!", created_at=at
            )

    return _create


def remaining_keys():
    return sorted(IdempotencyRecord.objects.values_list("key", flat=True))


def test_what_is_older_than_a_day_goes_and_the_rest_stays(create_records):
    create_records(0, 23, 25, 48)
    assert pruning.prune() == 2
    assert remaining_keys() == ["0 0", "23 1"]
    assert pruning.prune() == 0


def test_many_go_in_several_steps(create_records, monkeypatch):
    monkeypatch.setattr(batched_deletion, "BATCH_SIZE", 2)
    create_records(30, 30, 30, 30, 30, 1)
    assert pruning.prune() == 5
    assert remaining_keys() == ["1 5"]


def test_a_run_that_has_no_time_left_ends_and_the_next_goes_on(create_records, monkeypatch):
    monkeypatch.setattr(pruning, "_TIME_LIMIT", 0)
    create_records(30)
    assert pruning.prune() == 0
    monkeypatch.undo()
    tasks.prune()
    assert remaining_keys() == []
