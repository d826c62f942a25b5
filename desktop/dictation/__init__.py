"""Number dictation: digits and numbers as key presses in other programs. Knows no window."""
