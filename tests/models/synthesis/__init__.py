"""Tests of `models.synthesis`."""
