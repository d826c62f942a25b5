"""The kiosk tried hard, and how often numbers are entered right."""
