"""Tests of the programs in packaging/."""
