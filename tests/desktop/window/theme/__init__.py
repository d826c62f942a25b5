"""Tests of `desktop.window.theme`."""
