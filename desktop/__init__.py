"""The program people see: doors, audio capture and the window."""
