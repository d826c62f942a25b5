"""Profiles: takes of one speaker, and what is learned from them."""
