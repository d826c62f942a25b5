"""Hyper-parameters of the networks of another language."""

from __future__ import annotations

from dataclasses import replace

from models.languages.lexicon import Language
from models.training.recipe import Cycle, Recipe, Shares, recipe_of
from models.transfer.examples import corpus_name

SHARES = Shares(
    digits=0.36,
    made_digits=0.20,
    words=0.13,
    made_words=0.12,
    languages=0.12,
    sentences=0.02,
    noise=0.05,
)
"""Without recordings, all digits are synthetic; the other shares keep their proportions."""


def transfer_recipe(language: Language, fold: int) -> Recipe:
    """Recipe of a fold's network: a short training that starts from the English network.

    The English networks have heard 1,580 people in their own rooms. A short training teaches them
    other words; at a low rate, they keep what they know about voices and microphones.
    """
    return replace(
        recipe_of(fold),
        cycles=(Cycle(steps=1_200, peak_rate=0.012, adam_rate=0.006),),
        batch=64,
        shares=SHARES,
        corpora=tuple((corpus_name(language, c.name), c.share) for c in language.corpora),
        # Reversed digits are other words in the same voices and rooms. The other words are mostly
        # of other people, and a network may learn to recognize their rooms instead.
        backwards=0.1,
    )
