"""How the model is made: recipe, training, evaluation. Nothing in here runs in the app."""
