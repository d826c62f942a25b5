"""Checks of audio and storage for ``spoken-digits doctor``; each returns a `Finding`."""
