"""The counters and histograms of this process, and what a scrape of it reads.

Web processes share theirs in files of `PROMETHEUS_MULTIPROC_DIR` (decision 0008), so that any of
them can tell the sums of all; every other process has its own in memory.
"""

import os
from collections.abc import Iterable

from prometheus_client import CollectorRegistry, disable_created_metrics
from prometheus_client.metrics_core import Metric
from prometheus_client.multiprocess import MultiProcessCollector

# When a series began is of no use to us, and would double the text.
disable_created_metrics()  # type: ignore[no-untyped-call]
REGISTRY = CollectorRegistry(auto_describe=True)


class ServingProcesses:
    """Collects the counters and histograms of all web processes of this server."""

    def collect(self) -> Iterable[Metric]:
        if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
            return REGISTRY.collect()
        # The library leaves these two untyped.
        reader = MultiProcessCollector(None)  # type: ignore[no-untyped-call]
        shared: Iterable[Metric] = reader.collect()  # type: ignore[no-untyped-call]
        return shared
