"""Benchmarks: ``make bench``, ``make measure``."""
