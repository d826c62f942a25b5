"""Pictures of the window and the kiosk for docs/."""
