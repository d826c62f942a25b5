"""Training batches of the phrase network; deterministic for a seed.

A second process composes them. It does not import Keras, which would cost seconds and memory.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.queues import Queue
from pathlib import Path
from queue import Empty
from typing import Any

import numpy as np

from core.audio import Float32Array
from core.decoding.posteriors import REACH
from core.spectrogram import SpectrogramSettings
from models.data.splits import Split
from models.training.phrases.augment import augment
from models.training.phrases.columns import RecordingColumns, StringColumns
from models.training.phrases.material import Material
from models.training.phrases.recipe import PhraseRecipe
from models.training.phrases.windows import compose
from models.training.recipe import seed_of

Batch = tuple[Float32Array, Float32Array]
"""Features, shape (n, n_frames, n_mels); targets, shape (n, n_frames / patch, CLASSES)."""

MaterialReader = Callable[[], Material]
"""Reads the material; it can be pickled, and runs in the process that composes the windows."""

_QUEUE = 12
"""Batches that wait, at most."""

_PATIENCE_SECONDS = 5.0
"""How often to check that the second process is alive."""

_PRIOR_SEED = 9
_PRIOR_BATCHES = 12
_RAREST = 1e-4
"""Smallest prior. A class that training heard less often would get an extreme score."""


@dataclass(frozen=True, slots=True)
class SavedMaterial:
    """Reads `Material` from the files that the step "prepare" wrote.

    Attributes
    ----------
    recordings, strings : Path
        Written by `RecordingColumns.save` and `StringColumns.save`.
    recipe : PhraseRecipe
    splits : sequence of Split
        See `Material`.
    """

    recordings: Path
    strings: Path
    recipe: PhraseRecipe
    splits: Sequence[Split] = ("train",)

    def __call__(self) -> Material:
        """Read the files and compute the odds."""
        return Material(
            RecordingColumns.read(self.recordings),
            StringColumns.read(self.strings),
            dict(self.recipe.corpora),
            splits=self.splits,
        )


def batch_of(
    material: Material,
    settings: SpectrogramSettings,
    recipe: PhraseRecipe,
    number: int,
    cycle: int = 0,
) -> Batch:
    """The training batch with a number."""
    rng = np.random.default_rng([100 * seed_of(recipe.seed, cycle), number])
    return _drawn(material, settings, recipe, rng)


def priors(material: Material, settings: SpectrogramSettings, recipe: PhraseRecipe) -> Float32Array:
    """How often training hears each class in the patches that the decoder uses.

    Returns
    -------
    ndarray, shape (CLASSES,), float32
        They sum to 1.
    """
    found: list[Float32Array] = []
    for number in range(_PRIOR_BATCHES):
        rng = np.random.default_rng([_PRIOR_SEED, number])
        targets = _drawn(material, settings, recipe, rng)[1]
        middle = targets.shape[1] // 2
        found.append(targets[:, middle - REACH : middle + REACH + 1])
    shares = np.maximum(np.concatenate(found).mean(axis=(0, 1)), _RAREST)
    return (shares / shares.sum()).astype(np.float32)


@contextmanager
def batches(
    read: MaterialReader, settings: SpectrogramSettings, recipe: PhraseRecipe, cycle: int = 0
) -> Iterator[Iterator[Batch]]:
    """The batches of a cycle, in order; a second process composes them."""
    # A process forked from one with TensorFlow's threads may hang.
    context = multiprocessing.get_context("spawn")
    queue: Queue[Any] = context.Queue(_QUEUE)
    producer = context.Process(
        target=_produce, args=(queue, read, settings, recipe, cycle), name="windows", daemon=True
    )
    producer.start()

    def drawn() -> Iterator[Batch]:
        while True:
            try:
                found = queue.get(timeout=_PATIENCE_SECONDS)
            except Empty:
                if not producer.is_alive():
                    raise RuntimeError("the process that composes the windows has ended") from None
                continue
            if isinstance(found, Exception):
                raise RuntimeError("no window could be composed") from found
            yield found

    try:
        yield drawn()
    finally:
        producer.terminate()
        producer.join()
        queue.close()


def _produce(
    queue: Queue[Any],
    read: MaterialReader,
    settings: SpectrogramSettings,
    recipe: PhraseRecipe,
    cycle: int,
) -> None:
    """Put all batches of a cycle into a queue; in case of an error, the error."""
    try:
        material = read()
        for number in range(recipe.cycles[cycle].steps):
            queue.put(batch_of(material, settings, recipe, number, cycle))
    except Exception as error:  # noqa: BLE001 - the training process raises it
        queue.put(error)


def _drawn(
    material: Material,
    settings: SpectrogramSettings,
    recipe: PhraseRecipe,
    rng: np.random.Generator,
) -> Batch:
    power, classes = compose(material, recipe.shares, recipe.batch, rng)
    return augment(power, classes, material.noise, settings, recipe.channels, rng)
