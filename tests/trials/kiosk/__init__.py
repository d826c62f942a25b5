"""Trials of the kiosk: faults and random inputs, and how often numbers are entered correctly."""
