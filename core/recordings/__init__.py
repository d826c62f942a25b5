"""Recordings of every container: read to their end, whatever the header says of their length."""
