"""Numbers that are spoken into a virtual microphone and typed into other programs."""
