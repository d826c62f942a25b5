"""The kiosk's processes: supervisor, heartbeat, status, self-test and PIN."""
