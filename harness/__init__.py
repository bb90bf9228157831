"""Servers, senders, events and a webhook receiver for benchmarks, chaos runs and tests."""

import config  # noqa: F401 - sets, before NumPy is imported, the environment of our processes
