"""Synthesized speech: voices, accents, words, and the built-in demo."""
