"""Each web process tells the sums of all, also of those that have ended, from a bounded store."""

import os
import signal
import urllib.request

import pytest
from prometheus_client.parser import text_string_to_metric_families

from tests.service.conftest import children, within

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def scrape(service):
    with urllib.request.urlopen(f"{service.address}/metrics", timeout=60) as response:
        families = text_string_to_metric_families(response.read().decode())
        samples = [one for family in families for one in family.samples]
        return {(one.name, *sorted(one.labels.values())): one.value for one in samples}


def answered(service):
    name = "ronghe_request_duration_seconds_count"
    return scrape(service).get((name, "2xx", "GET", "livez"), 0)


def all_are_counted(service):
    """As many as have a line in the log: the start asked, too, and did not wait for each answer."""
    return answered(service) == service.log("web").count(b"path=/livez")


def ask(service, times):
    for _ in range(times):
        urllib.request.urlopen(f"{service.address}/livez", timeout=60).close()


def test_counts_are_of_all_processes_and_outlive_each(service, tmp_path):
    service.environ |= {"TMPDIR": str(tmp_path), "LOG_LEVEL": "INFO"}
    service.start_web(processes=2)
    ask(service, 20)
    within(60, lambda: all_are_counted(service), "the first are counted")
    [folder] = tmp_path.glob("ronghe-metrics-*")
    [master] = children(service.processes["web"].pid)
    before = set(children(master))
    for worker in before:
        os.kill(worker, signal.SIGKILL)
        within(60, lambda: len(set(children(master)) - before) >= 1, "another takes its place")
    within(60, lambda: len(set(children(master)) - before) == 2, "both are replaced")
    ask(service, 20)
    within(60, lambda: all_are_counted(service), "those before and after are counted")
    assert answered(service) >= 40
    # Of two slots: a file for the histograms, one for counters, and one or two for gauges.
    assert len(list(folder.iterdir())) <= 8
    assert scrape(service)["ronghe_database_pool_connections", "used"] >= 0


def test_a_server_that_ends_leaves_no_files(service, tmp_path):
    service.environ |= {"TMPDIR": str(tmp_path)}
    service.start_web()
    ask(service, 1)
    [master] = children(service.processes["web"].pid)
    assert list(tmp_path.glob("ronghe-metrics-*"))
    os.kill(master, signal.SIGTERM)
    within(60, lambda: not list(tmp_path.glob("ronghe-metrics-*")), "the folder is removed")
