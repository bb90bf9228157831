"""Golden briefs, laws and figures that tell how good the rankings are."""

import config  # noqa: F401 - sets, before NumPy is imported, the environment of our processes
