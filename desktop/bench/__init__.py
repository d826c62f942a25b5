"""How long each stage takes, measured in the process, and rivals on the same clips beside it."""
