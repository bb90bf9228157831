"""A secret that is shown once stands nowhere readable, also not in the answer that is kept."""

import pytest
from django.db import connection

from firms.models import IdempotencyRecord

pytestmark = pytest.mark.django_db
HOOK = {"url": "https://hooks.nordtuch.example/ronghe"}


def everything():
    """All rows of all tables, as text and as bytes."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT t::text FROM "{table}" t')
            for (row,) in cursor.fetchall():
                yield row
        cursor.execute("SELECT encode(answer, 'escape') FROM firms_idempotencyrecord")
        yield from (text for (text,) in cursor.fetchall())


def test_the_secret_of_an_endpoint_is_in_no_row(call):
    created = call.post("/v1/webhooks", HOOK, Idempotency_Key="hook-1")
    rotated = call.post(f"{created.headers['Location']}/rotate", {}, Idempotency_Key="turn-1")
    assert IdempotencyRecord.objects.count() == 2
    rows = list(everything())
    for secret in (created.json()["secret"], rotated.json()["secret"]):
        text = secret.removeprefix("whsec_")
        assert not any(text in row or text.encode().hex() in row for row in rows)


def test_who_lost_the_secret_is_shown_it_again_under_the_same_key(call):
    created = call.post("/v1/webhooks", HOOK, Idempotency_Key="hook-1")
    again = call.post("/v1/webhooks", HOOK, Idempotency_Key="hook-1")
    assert again.json()["secret"] == created.json()["secret"]
