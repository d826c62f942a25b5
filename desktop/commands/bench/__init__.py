"""``spoken-digits bench``: of the stages, with a virtual microphone, and of the window."""
