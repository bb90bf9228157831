"""A brief that comes under an idempotency key is understood in one snapshot, like any other."""

from typing import Any

import pytest
from django.db import connection

from matcher.briefs import submit


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("headers", [{}, {"Idempotency_Key": "order-117"}])
def test_every_read_of_it_sees_the_same_state(call, knitwear, monkeypatch, headers):
    watch, seen = submit._dependencies, []

    def look(*given: Any):
        with connection.cursor() as cursor:
            cursor.execute("SHOW transaction_isolation")
            seen.append(cursor.fetchone()[0])
        return watch(*given)

    monkeypatch.setattr(submit, "_dependencies", look)
    assert call.post("/v1/shortlists", knitwear, **headers).status_code == 202
    assert seen == ["repeatable read"]
