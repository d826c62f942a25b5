"""What the command line does, a module a command. No Qt in here."""
