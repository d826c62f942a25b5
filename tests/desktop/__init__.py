"""Tests of `desktop`."""
