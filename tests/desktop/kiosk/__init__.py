"""Tests of `desktop.kiosk`."""
