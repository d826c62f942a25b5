"""``spoken-digits enroll``: create or extend a profile, from a microphone or from recordings."""
