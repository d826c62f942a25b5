"""Audio in, digits out: the part that all programs share. No Qt, PortAudio, TensorFlow, threads."""
