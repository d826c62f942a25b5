"""Latency measurements, and other recognizers on the same recordings."""
