"""The corpora: fetched, indexed and read."""
