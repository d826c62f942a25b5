"""Load on the server: ``make serve-trial``."""
