"""Evaluation on long recordings with reference labels."""
