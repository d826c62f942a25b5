"""Tests of `desktop.window.settings`."""
