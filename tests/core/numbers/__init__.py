"""Tests of `core.decoding`."""
