"""kill -9 of the worker, an emptied Redis: every brief is answered, once."""

import pytest
import redis
from django.db.models import Count

from firms.models import Firm
from matcher.batches.batch_submission import submit_batch
from matcher.briefs import submit
from matcher.models import Batch, Revision, Shortlist
from tests.service.conftest import within

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
BRIEFS = 50


def test_fifty_briefs_survive_a_killed_worker_and_an_emptied_redis(
    service, seeded, key, knitwear, broker
):
    firm = Firm.objects.get()
    service.start_worker()
    for quantity in range(BRIEFS):
        submit.submit(firm=firm, asked=knitwear | {"order_quantity": 100 + quantity})
    within(60, lambda: Revision.objects.exists(), "the worker has begun")
    service.kill("worker")
    left = Shortlist.objects.unanswered().count()
    with redis.Redis.from_url(broker) as client:
        client.flushdb()
    assert left, "all were answered before the kill: nothing was tested"

    service.start_worker("second")
    service.start_sweep()
    within(60, lambda: not Shortlist.objects.unanswered().exists(), "all are answered")
    counts = Shortlist.objects.annotate(n=Count("revisions")).values_list("n", flat=True)
    assert list(counts) == [1] * BRIEFS


def test_a_batch_survives_a_killed_worker_and_an_emptied_redis(
    service, seeded, key, knitwear, broker
):
    service.start_worker()
    sent = [knitwear | {"order_quantity": 100 + number} for number in range(BRIEFS)]
    batch = submit_batch(firm=Firm.objects.get(), title="", sent=sent)
    within(60, lambda: Revision.objects.exists(), "the worker has begun")
    service.kill("worker")
    left = Shortlist.objects.unanswered().count()
    with redis.Redis.from_url(broker) as client:
        client.flushdb()
    assert left, "all were answered before the kill: nothing was tested"

    service.start_worker("second")
    service.start_sweep()
    within(60, lambda: Batch.objects.get().finished_at is not None, "the batch is finished")
    counts = Shortlist.objects.annotate(n=Count("revisions")).values_list("n", flat=True)
    assert list(counts) == [1] * BRIEFS
    assert batch.items.count() == BRIEFS
