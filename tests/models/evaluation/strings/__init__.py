"""Tests of `models.evaluation.strings`."""
