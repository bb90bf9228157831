"""What it costs and what it survives, measured on loopback."""

import config  # noqa: F401 - sets, before NumPy is imported, what every process of ours runs with
