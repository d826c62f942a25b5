"""Fuzz trials: damaged, odd and hostile files for everything that the program reads."""
