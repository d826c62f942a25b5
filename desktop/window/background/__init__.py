"""The program while its window is closed or behind others: tray, overlay, global shortcuts."""
