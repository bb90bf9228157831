"""Measurements of time and memory, on loopback."""

import config  # noqa: F401 - sets, before NumPy is imported, the environment of our processes
