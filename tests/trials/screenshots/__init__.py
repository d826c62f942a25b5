"""Screenshots of the window and the kiosk for the documentation."""
