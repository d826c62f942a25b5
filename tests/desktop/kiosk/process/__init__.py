"""Tests of `desktop.kiosk.process`."""
