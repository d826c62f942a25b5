"""Evaluation of connected digits: strings of held-out speakers, their scores and the report."""
