"""How the application is put together and run."""

import os

# Processes are what uses several cores. NumPy's BLAS would start a thread a core in each of them,
# which spin for one another: its products here are small. Read when NumPy is first imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
