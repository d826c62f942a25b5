"""Hyper-parameters, network, augmentation, training loop and export."""
