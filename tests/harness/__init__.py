"""Helpers of tests and trials: running programs, displays, scripted sources."""
