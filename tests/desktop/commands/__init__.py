"""Tests of `desktop.commands`."""
