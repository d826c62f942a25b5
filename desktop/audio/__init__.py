"""Audio capture: from PortAudio or a file to the recognizer's results. Does not use Qt."""
