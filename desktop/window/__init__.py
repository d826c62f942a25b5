"""The window: Qt only in here and in `desktop.app`."""
