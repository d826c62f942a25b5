"""Figures of a report without floating-point noise."""

from __future__ import annotations

from typing import Any


def rounded(value: Any) -> Any:
    """Round to six places, so that floating-point noise does not change the file."""
    if isinstance(value, float):
        return round(value, 6)
    if isinstance(value, dict):
        return {key: rounded(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [rounded(inner) for inner in value]
    return value
