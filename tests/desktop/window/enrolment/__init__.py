"""Tests of `desktop.window.enrolment`."""
