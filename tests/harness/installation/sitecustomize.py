"""Lets a program under test find its models in another folder, as a frozen program does."""

from __future__ import annotations

import os
import sys

if folder := os.environ.get("TEST_INSTALLATION"):
    sys._MEIPASS = folder  # type: ignore[attr-defined]
