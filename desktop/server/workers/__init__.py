"""Worker processes of the server: they decode and recognize; messages go over pipes."""
