"""Read recordings in all formats to their end, even if the header has a wrong length."""
