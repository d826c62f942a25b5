"""Tests of `desktop.bench`."""
