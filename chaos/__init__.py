"""Runs with killed, stopped and unreachable processes, which must lose no delivery."""

import config  # noqa: F401 - sets, before NumPy is imported, the environment of our processes
