"""A client that is killed holds nothing any more."""

import psycopg


def test_the_servers_end_soon_after_the_last_client_is_killed_and_lose_nothing(start_client, gone):
    client = start_client().arrive()
    with psycopg.connect(client.database_url) as connection:
        connection.execute("CREATE TABLE city AS SELECT '宁波' AS name")
    client.kill()
    assert gone(client.pids)
    with psycopg.connect(start_client().arrive().database_url) as connection:
        assert connection.execute("SELECT name FROM city").fetchone() == ("宁波",)


def test_a_child_that_lives_on_keeps_the_servers(start_client, gone, run_python):
    parent = start_client().arrive()
    code = """
import os, subprocess, sys, time
from embedded import ensure_environment
ensure_environment(os.environ)
child = "import os; from embedded import ensure_environment as e; e(os.environ);"
child += "print(flush=True); __import__('time').sleep(2)"
child = subprocess.Popen([sys.executable, "-c", child], stdout=subprocess.PIPE)
child.stdout.readline()
os._exit(0)
"""
    run_python(code)
    parent.leave()
    assert not gone(parent.pids, within=1)
    assert gone(parent.pids)
