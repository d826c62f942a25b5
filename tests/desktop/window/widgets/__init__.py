"""Tests of `desktop.window.widgets`."""
