"""Connection to the audio worker, and the widgets that show recognized digits."""
