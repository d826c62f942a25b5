"""The program: command line, audio capture, window and kiosk."""
