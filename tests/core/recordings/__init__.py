"""Tests of recordings of every container."""
