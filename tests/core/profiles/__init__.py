"""Tests of `core.profiles`."""
