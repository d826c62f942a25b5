"""Teaching the program a voice."""
