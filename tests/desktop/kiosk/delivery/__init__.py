"""Tests of `desktop.kiosk.delivery`."""
