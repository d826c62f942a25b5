"""Connected digits in a stream: phrases, what counts as a digit, and numbers."""
