"""The history, and one utterance in detail."""
