"""Training and evaluation of the model. The app reads only the files in `digits`."""

import os

# This must run before numpy is imported. Training and evaluation use one process per core, so extra
# OpenBLAS threads only spin: they took 40 % of the CPU time of `prepare` (docs/decisions/0014).
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
