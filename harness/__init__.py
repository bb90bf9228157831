"""What benchmarks, chaos runs and tests share: servers, senders, events and a webhook receiver."""

import config  # noqa: F401 - sets, before NumPy is imported, the environment of our processes
