"""The kiosk's window, and what joins it to the flow and to the microphone."""
