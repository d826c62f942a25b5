"""Tests, what they need, and trials."""
