"""Hyper-parameters of the network and its training. Does not import Keras, which takes seconds."""

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
        Channels of a patch; ``hidden`` has four times as many values.
    expansion : int
        Channels inside a block, as a multiple of `width`.
    blocks : int
    hidden : int
        Width of the last hidden layer.
    survival : float
        Probability that the last block is used in a training step (stochastic depth).
    differences : bool
        Whether patches include deltas and delta-deltas.
    """

    patch: int = 5
    width: int = 96
    expansion: int = 4
    blocks: int = 6
    hidden: int = 128
    survival: float = 0.9
    differences: bool = False


@dataclass(frozen=True, slots=True)
class Channels:
    """Strength of the augmentations of the recording channel.

    Attributes
    ----------
    gated : float
        Share of cuts with a noise gate.
    dynamics : float
        Share of cuts with changed dynamics.
    coding_noise : float
        Share of cuts with noise that follows the level of the voice.
    quietest_noise_db : float
        Three of four cuts have an SNR between 0 dB and this.
    """

    gated: float = 0.2
    dynamics: float = 0.8
    coding_noise: float = 0.2
    quietest_noise_db: float = 30.0


@dataclass(frozen=True, slots=True)
class Cycle:
    """A part of a training in which the learning rate rises and falls once.

    After the first cycle a restart at a high rate still improves the network (Loshchilov and
    Hutter, 2017).

    Attributes
    ----------
    steps : int
    peak_rate, adam_rate : float
        Learning rate of Muon, with warm-up and cosine decay; that of Adam, for biases and the
        logits layer.
    """

    steps: int
    peak_rate: float = 0.02
    adam_rate: float = 0.003


def seed_of(seed: int, cycle: int) -> int:
    """The seed of a cycle's batches, given that of the training."""
    return seed + 10 * cycle


EPOCH = 300
"""Steps after which a training prints its progress."""

CORPORA = (
    ("speech_commands", 0.62),
    ("fsdd", 0.09),
    ("iitg", 0.06),
    ("heidelberg", 0.08),
    ("audiomnist", 0.05),
    ("dku_matty7", 0.03),
    ("jinding", 0.025),
    ("inspektral", 0.02),
    ("fsdd_jason_recovered", 0.025),
)
"""How often each corpus of digits is drawn: corpora of few speakers more often than by size."""

OTHER_CORPUS = 0.02
"""How often a corpus of digits is drawn that `CORPORA` does not name."""


@dataclass(frozen=True, slots=True)
class Shares:
    """Shares of the kinds of cuts in a batch; they sum to 1.

    Attributes
    ----------
    digits, made_digits : float
        Recorded and synthetic digits.
    words, made_words : float
        Recorded and synthetic other words.
    languages : float
        Digits in other languages.
    sentences : float
        Utterances of running speech.
    noise : float
    """

    digits: float = 0.45
    made_digits: float = 0.16
    words: float = 0.14
    made_words: float = 0.12
    languages: float = 0.03
    sentences: float = 0.03
    noise: float = 0.07


@dataclass(frozen=True, slots=True)
class Recipe:
    """Hyper-parameters of a training.

    Attributes
    ----------
    shape : Shape
    cycles : tuple of Cycle
    batch : int
        Cuts of a step, which are drawn and augmented at random.
    decay : float
        Weight decay.
    smoothing : float
        Label smoothing.
    shares : Shares
    corpora : tuple of (str, float)
        How often each corpus of digits is drawn.
    backwards : float
        Share of digits that are reversed in time and labelled as other.
    noise : float
        Share of other sounds that are replaced by noise.
    channels : Channels
    mixup : float
        Strength of mixup (Zhang et al., 2018); 0 is off.
    seed : int
    """

    shape: Shape = field(default_factory=Shape)
    cycles: tuple[Cycle, ...] = (Cycle(40 * EPOCH), Cycle(27 * EPOCH, 0.014, 0.0021))
    batch: int = 128
    decay: float = 0.0075
    smoothing: float = 0.1
    shares: Shares = field(default_factory=Shares)
    corpora: tuple[tuple[str, float], ...] = CORPORA
    backwards: float = 0.04
    noise: float = 0.2
    channels: Channels = field(default_factory=Channels)
    mixup: float = 0.0
    seed: int = 20261123


def recipe_of(fold: int) -> Recipe:
    """Recipe of a fold's network: every second one has deltas.

    Networks with different inputs make different errors, so their mean makes fewer
    (docs/decisions/0018).
    """
    return replace(Recipe(), shape=Shape(differences=fold % 2 == 0))
