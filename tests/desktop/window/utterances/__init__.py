"""Tests of `desktop.window.utterances`."""
