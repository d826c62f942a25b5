"""Training of the network for connected digits ("phrase network")."""
