"""Pauses that end a number. Imports nothing, so that the command line can check options quickly."""

from __future__ import annotations

NUMBER_PAUSE = 0.8
"""Pause that ends a number, in seconds, from the end of its last digit until speech is detected
again (docs/decisions/0035)."""

LONGEST_NUMBER_PAUSE = 5.0
"""Longest pause that can be set."""

LENGTH_PAUSE = 2.0
"""Pause that ends a number of fixed length in which digits are missing, in seconds."""
