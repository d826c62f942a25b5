"""Models of other languages: networks that start from the English ones."""
