"""The locked screen: people speak a number, and it is delivered; see docs/kiosk.md."""
