"""Whatever the planner last heard of the tables, a claim looks endpoints up one by one."""

import psycopg
import pytest
from django.db import connection

from webhooks.sending import claims

pytestmark = pytest.mark.django_db
VALUES = {"limit": 256, "endpoints": "{}", "lease": 45}


@pytest.fixture
def misled(endpoint):
    """Statistics of a day when one endpoint was owed everything, and of a vacuum that found no
    endpoint: a thousand have come since.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO webhooks_event (number, webhook_id, type, source, version, topics,"
            " occurred_at, data) SELECT n, 'msg_' || n, 'sample.happened', 'x', n, '{}', now(),"
            " '{}' FROM generate_series(1000001, 1004000) n"
        )
        cursor.execute(
            "INSERT INTO webhooks_delivery (event_id, endpoint_id, state)"
            " SELECT n, %s, 'pending' FROM generate_series(1000001, 1004000) n",
            [endpoint.pk],
        )
        cursor.execute("ANALYZE webhooks_delivery")
        cursor.execute(
            "UPDATE pg_class SET reltuples = 0, relpages = 20"
            " WHERE relname IN ('webhooks_endpoint', 'webhooks_endpointsecret')"
        )


@pytest.mark.parametrize("name", ["_LOCK_ENDPOINTS", "_CLAIM_DELIVERIES", "_SECONDS_UNTIL_NEXT"])
def test_the_deliveries_are_never_read_whole_for_each_endpoint(misled, name):
    with psycopg.Cursor(connection.connection) as cursor:
        plan = [row[0] for row in cursor.execute(f"EXPLAIN {getattr(claims, name)}", VALUES)]
    assert any("delivery_pending" in line for line in plan)
    assert not [line for line in plan if "Seq Scan on webhooks_delivery" in line]
    assert not [line for line in plan if "endpointsecret_pkey" in line]
