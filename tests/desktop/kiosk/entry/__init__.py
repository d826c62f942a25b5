"""Tests of `desktop.kiosk.entry`."""
