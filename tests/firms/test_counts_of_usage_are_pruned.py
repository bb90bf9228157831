"""Counts of usage are deleted after 400 days."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core.clock import today
from firms import api_keys, pruning
from firms.models import ApiKey, Firm, KeyUsage

pytestmark = pytest.mark.django_db


def test_what_is_older_goes_and_the_rest_stays():
    api_keys.issue(firm=Firm.objects.create(name="Nordtuch GmbH"))
    key = ApiKey.objects.get()
    for days in (0, 399, 400, 401, 900):
        day = today() - timedelta(days=days)
        KeyUsage.objects.create(key=key, day=day, group="rank", last_at=timezone.now())
    assert pruning.prune() == 2
    kept = KeyUsage.objects.order_by("-day").values_list("day", flat=True)
    assert [(today() - day).days for day in kept] == [0, 399, 400]
    assert pruning.prune() == 0
