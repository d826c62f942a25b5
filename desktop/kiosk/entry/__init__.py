"""How a number is entered: state machine, events and texts. No Qt, no audio, no files."""
