"""From PortAudio (or a file that stands for it) to the recognizer's results. No Qt in here."""
