"""``kiosk setup``: makes a Linux computer a kiosk, and undoes that."""
