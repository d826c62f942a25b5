"""Tests of `desktop.window`."""
