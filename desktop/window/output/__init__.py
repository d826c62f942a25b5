"""Digits and sounds that leave the window: clipboard, keys, files, loudspeaker."""
