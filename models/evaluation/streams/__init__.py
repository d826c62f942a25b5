"""Long recordings with a known truth, heard as a microphone hears them."""
