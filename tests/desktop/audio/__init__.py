"""Tests of `desktop.audio`."""
