"""The live spectrogram: image, axes, marks and clock."""
