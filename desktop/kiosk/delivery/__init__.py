"""Delivery of confirmed numbers: journal, courier and sinks."""
