"""Tests of `models.training.phrases`."""
