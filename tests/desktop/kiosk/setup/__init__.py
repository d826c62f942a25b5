"""Tests of the kiosk's setup."""
