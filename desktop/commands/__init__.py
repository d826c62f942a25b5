"""The commands of the command line, one module each. Does not use Qt."""
