"""The training loop. Seeds are fixed; results differ only by the rounding of parallel sums."""

from __future__ import annotations

from typing import Any

import keras
import numpy as np

from core.bundle import LABELS
from core.spectrogram import Float32Array, SpectrogramSettings
from models.data.index import OTHER
from models.training.augment import Batch, augment, replace_by_noise, reverse
from models.training.dataset import Dataset
from models.training.network import build_network
from models.training.recipe import EPOCH, OTHER_CORPUS, Cycle, Recipe, seed_of

REVERSIBLE = (0, 1, 2, 3, 4, 5, 6, 7)
"""Digits that are reversed: "nine" reversed is nearly "nine", and "eight" is too short."""


class Batches(keras.utils.PyDataset):
    """Draws cuts, balanced over speakers, and augments them; deterministic for a seed.

    It is infinite: if the data ended with the epoch, Keras would build the next epoch's iterator
    twice, and closing the first one can take 15 s (docs/decisions/0014).
    """

    def __init__(
        self,
        dataset: Dataset,
        noise: Float32Array,
        settings: SpectrogramSettings,
        recipe: Recipe,
        cycle: int = 0,
    ) -> None:
        super().__init__(workers=1, max_queue_size=8)
        self._dataset = dataset
        self._noise = noise
        self._settings = settings
        self._recipe = recipe
        self._seed = seed_of(recipe.seed, cycle)
        self._odds = sampling_distribution(dataset, recipe)

    @property
    def num_batches(self) -> Any:
        """None: infinite. Keras accepts this but does not declare it."""
        return None

    def __getitem__(self, index: int) -> tuple[Float32Array, Float32Array]:
        recipe = self._recipe
        rng = np.random.default_rng([self._seed, *divmod(index, EPOCH)])
        where = np.searchsorted(self._odds, rng.random(recipe.batch))
        chosen = self._dataset.where(np.minimum(where, len(self._dataset) - 1))
        batch = Batch(
            chosen.columns.astype(np.float32), chosen.first.astype(int), chosen.last.astype(int)
        )
        backwards = (rng.random(recipe.batch) < recipe.backwards) & np.isin(
            chosen.label, REVERSIBLE
        )
        empty = (rng.random(recipe.batch) < recipe.noise) & (chosen.label == OTHER)
        batch = replace_by_noise(reverse(batch, backwards), empty, self._noise, rng)
        features = augment(batch, self._noise, self._settings, rng, recipe.channels)
        labels = np.where(backwards, OTHER, chosen.label)
        targets = np.eye(len(LABELS), dtype=np.float32)[labels]
        return _mix(features, targets, recipe.mixup, rng)


def _mix(
    features: Float32Array, targets: Float32Array, strength: float, rng: np.random.Generator
) -> tuple[Float32Array, Float32Array]:
    """Mixup: mix the features and targets of each example with those of its neighbour."""
    if strength <= 0.0:
        return features, targets
    share = rng.beta(strength, strength, (len(features), 1)).astype(np.float32)
    mixed = _interpolate(features, share[:, :, None])
    return mixed, _interpolate(targets, share)


def _interpolate(values: Float32Array, share: Float32Array) -> Float32Array:
    return (values * share + np.roll(values, 1, axis=0) * (1 - share)).astype(np.float32)


def sampling_distribution(dataset: Dataset, recipe: Recipe) -> np.ndarray:
    """Cumulative probabilities of drawing each cut.

    Within a kind or corpus, the weight of each pair of speaker and label is the square root of its
    number of clips: many takes of a speaker teach more than one take, but not in proportion.
    """
    pairs = np.char.add(np.char.add(dataset.speaker, ":"), dataset.label.astype(str))
    _, inverse, counts = np.unique(pairs, return_inverse=True, return_counts=True)
    weight = 1.0 / np.sqrt(counts[inverse])
    odds = np.zeros(len(dataset))
    for group, share in _groups(dataset, recipe):
        if group.any():
            odds[group] = share * weight[group] / weight[group].sum()
    return np.cumsum(odds / odds.sum())


def _groups(dataset: Dataset, recipe: Recipe) -> list[tuple[np.ndarray, float]]:
    """Kinds and corpora of cuts, as masks, and the share of each; they do not overlap."""
    shares = recipe.shares
    is_other = dataset.label == OTHER
    is_made = np.char.startswith(dataset.corpus, "made/")
    is_digit = ~is_other & ~is_made
    named = dict(recipe.corpora)
    corpora = sorted(set(dataset.corpus[is_digit].tolist()))
    total = sum(named.get(corpus, OTHER_CORPUS) for corpus in corpora)
    digits = [
        (
            is_digit & (dataset.corpus == corpus),
            shares.digits * named.get(corpus, OTHER_CORPUS) / total,
        )
        for corpus in corpora
    ]
    kinds = {
        "words/": shares.words,
        "made/": shares.made_words,
        "languages/": shares.languages,
        "sentences/": shares.sentences,
        "noise/": shares.noise,
    }
    others = [
        (is_other & np.char.startswith(dataset.corpus, kind), share)
        for kind, share in kinds.items()
    ]
    return [*digits, (~is_other & is_made, shares.made_digits), *others]


def build_optimizer(cycle: Cycle, decay: float) -> keras.optimizers.Optimizer:
    """Muon (Jordan et al., 2024) for the matrices between layers; Adam for biases and logits.

    Muon's steps have the same length in all directions of a matrix, while those of Adam are nearly
    of low rank. This helps to learn from speakers who are rare in the data (docs/decisions/0017).

    Parameters
    ----------
    cycle : Cycle
    decay : float
        Weight decay.
    """
    total = cycle.steps
    rate = keras.optimizers.schedules.CosineDecay(
        cycle.peak_rate / 20,
        total - total // 20,
        warmup_target=cycle.peak_rate,
        warmup_steps=total // 20,
        alpha=0.002,
    )
    optimizer = keras.optimizers.Muon(
        rate,
        adam_lr_ratio=cycle.adam_rate / cycle.peak_rate,
        weight_decay=decay,
        adam_weight_decay=decay,
        exclude_layers=["logits"],
        rms_rate=None,  # the rate is the spectral norm of the step, for any matrix size
        clipnorm=1.0,
        use_ema=True,
        # Averages over the last 500 steps; in a short training, over its last tenth.
        ema_momentum=min(0.998, 1.0 - 10.0 / total),
    )
    optimizer.exclude_from_weight_decay(var_names=["bias", "gamma", "beta"])
    return optimizer


def train(
    dataset: Dataset,
    noise: Float32Array,
    settings: SpectrogramSettings,
    recipe: Recipe | None = None,
    *,
    callbacks: list[Any] | None = None,
) -> keras.Model:
    """Train the network from scratch.

    Returns
    -------
    keras.Model
        With the outputs ``logits`` and ``hidden``; the weights are the moving average over the
        last steps.
    """
    recipe = recipe or Recipe()
    keras.utils.set_random_seed(recipe.seed)
    network = build_network(settings, recipe.shape)
    fit(network, dataset, noise, settings, recipe, callbacks=callbacks)
    return network


def fit(
    network: keras.Model,
    dataset: Dataset,
    noise: Float32Array,
    settings: SpectrogramSettings,
    recipe: Recipe,
    *,
    callbacks: list[Any] | None = None,
) -> None:
    """Train a network, from whatever weights it has; see `train`."""
    learner = keras.Model(network.input, network.output["logits"])
    for number, cycle in enumerate(recipe.cycles):
        optimizer = build_optimizer(cycle, recipe.decay)
        learner.compile(
            optimizer=optimizer,
            loss=keras.losses.CategoricalCrossentropy(
                from_logits=True, label_smoothing=recipe.smoothing
            ),
            metrics=["accuracy"],
            jit_compile=False,  # with XLA, a step takes 5 % longer
        )
        epochs = max(cycle.steps // EPOCH, 1)
        learner.fit(
            Batches(dataset, noise, settings, recipe, number),
            epochs=epochs,
            steps_per_epoch=cycle.steps // epochs,
            shuffle=False,  # they are drawn at random
            callbacks=callbacks or [],
            verbose="auto",
        )
        optimizer.finalize_variable_values(learner.trainable_variables)
