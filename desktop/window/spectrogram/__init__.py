"""The live spectrogram: image, axes, utterance marks and scrolling."""
