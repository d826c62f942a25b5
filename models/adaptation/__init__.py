"""Evaluation of speaker adaptation from a few takes: ``make adaptation``."""
