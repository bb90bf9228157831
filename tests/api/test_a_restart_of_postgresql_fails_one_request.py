"""PostgreSQL ends the idle connections of a process: the first request that meets one of them is
told to come back, and takes the others out of the pool.
"""

import psycopg
import pytest
from django.db import connection

pytestmark = pytest.mark.django_db(transaction=True)
IDLE = 4


@pytest.fixture
def ended(firm_key):
    """All connections of the pool are idle, and the server has ended them."""
    at, pool = connection.settings_dict, connection.pool
    connection.close()
    # Also those that earlier tests left.
    idle = max(IDLE, pool.get_stats().get("pool_available", 0))
    held = [pool.getconn() for _ in range(idle)]
    pids = [one.info.backend_pid for one in held]
    for one in held:
        pool.putconn(one)
    with psycopg.connect(
        host=at["HOST"],
        port=at["PORT"],
        user=at["USER"],
        password=at["PASSWORD"],
        dbname=at["NAME"],
    ) as server:
        for pid in pids:
            server.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])


def test_one_request_fails_and_no_other(ended, client, firm_key):
    answers = []
    for _ in range(IDLE + 1):
        answer = client.get("/v1/datasets", headers={"Authorization": f"Bearer {firm_key}"})
        answers.append(answer.status_code)
        connection.close()
    assert answers == [503] + [200] * IDLE
