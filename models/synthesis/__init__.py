"""Synthetic speech: for training, for evaluating adaptation, and for demo and tests."""
