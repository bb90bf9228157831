"""Settings, URLs and entry points of the application."""

import os

# Several processes already use all cores. NumPy's BLAS would start one thread a core in each of
# them, which wait for one another in a busy loop: the products here are small. The variable is read
# when NumPy is first imported, so it is set in this package, which every entry point imports first.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
