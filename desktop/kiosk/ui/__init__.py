"""The kiosk's window, and its connection to the state machine and the microphone."""
