"""The kiosk: a locked screen where people enter a number by voice. See docs/kiosk.md."""
