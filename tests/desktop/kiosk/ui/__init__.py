"""Tests of `desktop.kiosk.ui`."""
