"""Hyper-parameters of the phrase network and its training."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from core.decoding.decoder import PATCH
from models.training.recipe import CORPORA, Channels, Cycle, Shape


@dataclass(frozen=True, slots=True)
class Shares:
    """Shares of the kinds of windows; they sum to 1.

    Attributes
    ----------
    joined : float
        Words of one speaker, joined to a string.
    single : float
        One word alone.
    mixed : float
        Digits and other words, joined.
    words : float
        Other words only, joined.
    spoken : float
        Crops of synthesized strings.
    talk : float
        Crops of recordings without digits.
    noise : float
        Noise only.
    """

    joined: float = 0.37
    single: float = 0.06
    mixed: float = 0.07
    words: float = 0.06
    spoken: float = 0.31
    talk: float = 0.095
    noise: float = 0.035


@dataclass(frozen=True, slots=True)
class PhraseRecipe:
    """Hyper-parameters of the phrase network.

    Attributes
    ----------
    shape : Shape
        ``hidden`` is not used.
    dropout : float
        Of the values before the last layer.
    cycles : tuple of Cycle
    batch : int
        Windows of a step; no window is used twice.
    decay : float
        Weight decay.
    smoothing : float
        Label smoothing.
    edge_weight : float
        Weight of the outermost patches in the loss, relative to those in the middle. They have
        little context, and the decoder does not use them.
    shares : Shares
    corpora : tuple of (str, float)
        How often each corpus of digits is drawn.
    channels : Channels
        Strength of the augmentations.
    seed : int
    """

    shape: Shape = field(default_factory=lambda: Shape(patch=PATCH, differences=True))
    dropout: float = 0.1
    cycles: tuple[Cycle, ...] = (Cycle(14_000), Cycle(20_000, 0.014, 0.0021))
    batch: int = 128
    decay: float = 0.0075
    smoothing: float = 0.05
    edge_weight: float = 0.3
    shares: Shares = field(default_factory=Shares)
    corpora: tuple[tuple[str, float], ...] = CORPORA
    channels: Channels = field(
        default_factory=lambda: Channels(
            gated=0.15, dynamics=0.7, coding_noise=0.15, quietest_noise_db=35.0
        )
    )
    seed: int = 2


def final_recipe(recipe: PhraseRecipe | None = None) -> PhraseRecipe:
    """Recipe of the shipped network: the trained network learns from all speakers as well.

    It starts from the weights of a training without the test speakers, so a lower rate is enough.
    """
    recipe = recipe or PhraseRecipe()
    return replace(recipe, cycles=(Cycle(6000, 0.014, 0.0021),), seed=3)
