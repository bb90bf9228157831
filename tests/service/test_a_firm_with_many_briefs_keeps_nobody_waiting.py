"""A thousand briefs of one firm stand in Redis before another firm's, which is answered soon."""

import pytest
import redis
from django.db import transaction

from core.task_queue import breaker, enqueue
from firms.models import Firm
from matcher.briefs import submit
from matcher.models import Brief, Revision, Shortlist
from matcher.task_names import ANSWER
from tests.service.conftest import within

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
MANY = 1_000


def ask_many(firm, knitwear):
    """As `submit` does, in fewer statements."""
    first = submit.submit(firm=firm, asked=knitwear)
    briefs = Brief.objects.bulk_create(
        Brief(firm=firm, asked=knitwear | {"order_quantity": 100 + n}) for n in range(MANY)
    )
    names = ("depends_on_sectors", "depends_on_provinces", "depends_on_datasets")
    depends = {name: getattr(first, name) for name in names}
    made = Shortlist.objects.bulk_create(Shortlist(brief=one, **depends) for one in briefs)
    for one in made:
        # On a busy machine a slow message would hold back those after it.
        breaker.close()
        with transaction.atomic():
            enqueue(ANSWER, str(one.pk))


def test_another_firms_brief_is_answered_within_a_few_turns(service, seeded, key, knitwear, broker):
    many, one = Firm.objects.get(), Firm.objects.create(name="Sudtuch GmbH")
    ask_many(many, knitwear)
    with redis.Redis.from_url(broker) as client:
        assert client.llen("celery") > MANY // 2
    service.start_worker()
    answers = Revision.objects.filter(shortlist__brief__firm=many)
    within(40, answers.exists, "the worker has begun")
    before = answers.count()
    shortlist = submit.submit(firm=one, asked=knitwear)
    within(60, shortlist.revisions.exists, "the other firm has its answer")
    # Rounds of two processes that had begun, the one in which it is, and what went on until we saw.
    assert answers.count() - before <= 200
    assert Shortlist.objects.of(many).waiting().exists()
