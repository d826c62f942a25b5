"""What every way in shares: audio in, digit out. No Qt, no PortAudio, no TensorFlow, no threads."""
