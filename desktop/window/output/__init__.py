"""Output of digits and audio: clipboard, key presses, files, loudspeaker."""
