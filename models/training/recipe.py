"""All that is decided about the network and its training. No Keras here: it costs seconds."""

from __future__ import annotations

from dataclasses import dataclass, field, replace


@dataclass(frozen=True, slots=True)
class Shape:
    """Size of the network.

    Attributes
    ----------
    patch : int
        Columns in a patch.
    width : int
        Channels of a patch; a voice is learnt from four times as many numbers.
    expansion : int
        Channels inside a block, as a multiple of `width`.
    blocks : int
    hidden : int
        Width of the last hidden layer.
    survival : float
        Probability that the deepest block is there in a training step (stochastic depth).
    differences : bool
        Whether a patch also has how its columns' bands change.
    """

    patch: int = 5
    width: int = 64
    expansion: int = 4
    blocks: int = 6
    hidden: int = 128
    survival: float = 0.9
    differences: bool = False


@dataclass(frozen=True, slots=True)
class Channels:
    """How often, and how much, training spoils what it hears.

    Attributes
    ----------
    gated : float
        Share of cuts that a noise gate has closed around.
    dynamics : float
        Share of cuts whose soft sounds are made softer or louder.
    coding_noise : float
        Share of cuts with noise that comes and goes with the voice.
    quietest_noise_db : float
        Three of four cuts have noise from 0 to this many dB below their speech.
    """

    gated: float = 0.2
    dynamics: float = 0.8
    coding_noise: float = 0.2
    quietest_noise_db: float = 30.0


@dataclass(frozen=True, slots=True)
class Recipe:
    """All that is decided about a training.

    Attributes
    ----------
    shape : Shape
    epochs, steps, batch : int
        An epoch is `steps` batches of freshly drawn and augmented cuts.
    peak_rate, adam_rate, decay : float
        Muon's learning rate, warmed up and then falling along a cosine; Adam's beside it, for
        biases and the logits' layer; and the weight decay of both.
    smoothing : float
        Of the labels.
    shares : tuple of float
        Of real digits, made digits, and what is no digit.
    backwards : float
        Share of digits that are played backwards, as what is no digit.
    noise : float
        Share of what is no digit that is a random stretch of noise.
    channels : Channels
    mixup : float
        Strength of mixing pairs of pictures (Zhang et al., 2018); 0 is none.
    seed : int
    """

    shape: Shape = field(default_factory=Shape)
    epochs: int = 72
    steps: int = 300
    batch: int = 128
    peak_rate: float = 0.02
    adam_rate: float = 0.003
    decay: float = 0.0075
    smoothing: float = 0.1
    shares: tuple[float, float, float] = (0.41, 0.32, 0.27)
    backwards: float = 0.04
    noise: float = 0.2
    channels: Channels = field(default_factory=Channels)
    mixup: float = 0.0
    seed: int = 20261123


def recipe_of(fold: int) -> Recipe:
    """The recipe of a fold's network: every second one is given differences.

    Networks that see a word differently err in different words, and the mean of what they say in
    fewer (docs/decisions/0018).
    """
    return replace(Recipe(), shape=Shape(differences=fold % 2 == 0))
