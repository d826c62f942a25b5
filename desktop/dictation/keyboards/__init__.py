"""One module for each way to send key presses, and the choice between them."""
