"""Everything measured in one run: ``make bench``, ``make measure``."""
