"""How the model is made: recipe, training, evaluation. Nothing in here runs in the app."""

import os

# Before anything imports numpy: here one process a core works, and OpenBLAS' second threads, which
# wait busily, took two fifths of the cutting's processor time (docs/decisions/0014).
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
