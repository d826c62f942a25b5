"""Tests of `desktop.window.recognition`."""
