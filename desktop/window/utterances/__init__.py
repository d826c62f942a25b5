"""The history, and the details of an utterance."""
