"""Hours of listening, and every fault: ``make soak``."""
