"""A number being entered: the state machine, its events and its texts. Pure, without Qt."""
