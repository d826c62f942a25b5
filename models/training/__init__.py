"""Recipe, network, augmentation, training and export."""
