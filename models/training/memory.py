"""Memory of the training process."""

from __future__ import annotations

import ctypes
import sys


def keep_freed_memory() -> None:
    """Make glibc keep freed memory for the next batch.

    Otherwise it returns a batch's arrays to the system and requests them again: 15,000 page faults
    per step, a quarter of the CPU time.
    """
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None) if sys.platform == "linux" else None
    if mallopt is not None:
        mmap_threshold, trim_threshold, top_pad = -3, -1, -2  # numbers from malloc.h
        mallopt(mmap_threshold, 1 << 30)
        mallopt(trim_threshold, 2000 << 20)
        mallopt(top_pad, 256 << 20)
