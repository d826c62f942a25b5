"""Tests of `desktop.window.spectrogram`."""
