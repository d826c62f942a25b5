"""What tests and trials need: running programs, screens, scripted sources."""
