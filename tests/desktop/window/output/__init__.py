"""Tests of `desktop.window.output`."""
