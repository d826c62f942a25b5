"""Scores of the phrase network for each step of a stretch of speech that grows.

The network classifies each patch of a window of columns as a part of a word, silence or other
speech. Windows overlap, and the log-posteriors of a step are a weighted mean over the windows
around it. A window that extends beyond the sound so far is filled up with the noise floor, and is
computed again when there is more sound.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from core.audio import Float32Array
from core.levels import percentile
from core.spectrogram import SpectrogramSettings, decibels, mel_power, z_score

HOP = 20
"""Columns from one window to the next."""

REACH = 8
"""Number of patches that are used on either side of a window's middle."""

_FLOOR_PERCENTILE = 10.0
"""Percentile of each band over time that is its noise floor."""

PhraseNetwork = Callable[[Float32Array], Float32Array]
"""A z-scored window, shape (n_frames, n_mels) -> logits, shape (patches, classes)."""


class ColumnBuffer:
    """The columns of a stretch of sound that grows.

    Column `i` is centred on sample ``i * hop_length``, as in `core.features.utterance_columns`.

    Attributes
    ----------
    columns : ndarray, shape (columns, n_mels), float32
        Decibels.
    """

    def __init__(self, settings: SpectrogramSettings) -> None:
        self._settings = settings
        self.columns: Float32Array = np.zeros((0, settings.n_mels), np.float32)
        self._rest = np.zeros(settings.n_fft // 2, np.float32)

    def feed(self, samples: Float32Array) -> None:
        """Process the next samples, shape (n,), float32."""
        s = self._settings
        pending = np.concatenate([self._rest, samples])
        count = (len(pending) - s.n_fft) // s.hop_length + 1
        if count < 1:
            self._rest = pending
            return
        self._rest = pending[count * s.hop_length :]
        new = decibels(mel_power(pending, s))
        self.columns = np.concatenate([self.columns, new])


class Posteriors:
    """Scores of each step, final as far as later sound cannot change them.

    Parameters
    ----------
    network : callable
        See `PhraseNetwork`.
    settings : SpectrogramSettings
    patch : int
        Columns of a step.
    priors : ndarray, shape (classes,), float32
        Scaled log-priors of the classes, which are subtracted.
    lowest : float
        Minimum of the log-posteriors; lower ones are raised to it.

    Attributes
    ----------
    final : ndarray, shape (steps, classes), float32
        Scores that later sound cannot change.
    """

    def __init__(
        self,
        network: PhraseNetwork,
        settings: SpectrogramSettings,
        patch: int,
        priors: Float32Array,
        lowest: float,
    ) -> None:
        self._network = network
        self._settings = settings
        self._patch = patch
        self._priors = priors
        self._lowest = lowest
        self._buffer = ColumnBuffer(settings)
        patches = settings.n_frames // patch
        middle = patches // 2
        self._used = range(middle - REACH, middle + REACH + 1)
        away = np.abs(np.array(self._used) - middle) / REACH
        self._weights = np.interp(away, [0.0, 0.5, 1.0], [1.0, 1.0, 0.2]).astype(np.float32)
        self._sums: Float32Array = np.zeros((0, len(priors)), np.float32)
        self._totals: Float32Array = np.zeros((0, 1), np.float32)
        # The first window of which a patch is used begins before the sound.
        first = self._used[-1] * patch
        self._next_window = -(first // HOP) * HOP
        self.final: Float32Array = np.zeros((0, len(priors)), np.float32)
        self._tail: Float32Array | None = None  # until there is more sound

    @property
    def columns(self) -> Float32Array:
        """All columns so far, in decibels, shape (n, n_mels)."""
        return self._buffer.columns

    def feed(self, samples: Float32Array) -> Float32Array:
        """Process the next samples.

        Parameters
        ----------
        samples : ndarray, shape (n,), float32

        Returns
        -------
        ndarray, shape (steps, classes), float32
            The scores that have become final.
        """
        if len(samples) > 0:
            self._tail = None
        self._buffer.feed(samples)
        n_frames, total = self._settings.n_frames, len(self.columns)
        while self._next_window + n_frames <= total:
            self._sums, self._totals = self._with_window(
                self._next_window, self._sums, self._totals
            )
            self._next_window += HOP
        settled = max(0, (self._next_window + self._used[0] * self._patch) // self._patch)
        new = self._scored(
            self._sums[len(self.final) : settled], self._totals[len(self.final) : settled]
        )
        self.final = np.concatenate([self.final, new])
        return new

    def tail(self) -> Float32Array:
        """Scores of the steps after the final ones, up to the end of the sound so far.

        Returns
        -------
        ndarray, shape (steps, classes), float32
        """
        if self._tail is None:
            self._tail = self._compute_tail()
        return self._tail

    def _compute_tail(self) -> Float32Array:
        steps = len(self.columns) // self._patch
        if steps == 0:
            return self.final[:0]
        sums, totals = self._sums.copy(), self._totals.copy()
        begin = self._next_window
        while begin + self._used[0] * self._patch < len(self.columns):
            sums, totals = self._with_window(begin, sums, totals)
            begin += HOP
        return self._scored(sums[len(self.final) : steps], totals[len(self.final) : steps])

    def _scored(self, sums: Float32Array, totals: Float32Array) -> Float32Array:
        mean = np.divide(sums, np.maximum(totals, 1e-6), dtype=np.float32)
        return np.maximum(_log_softmax(mean), np.float32(self._lowest)) - self._priors

    def _with_window(
        self, begin: int, sums: Float32Array, totals: Float32Array
    ) -> tuple[Float32Array, Float32Array]:
        logits = _log_softmax(self._network(z_score(self._window(begin), self._settings)))
        first = begin // self._patch + self._used[0]
        last = first + len(self._used)
        if len(sums) < last:
            more = last - len(sums)
            sums = np.concatenate([sums, np.zeros((more, sums.shape[1]), np.float32)])
            totals = np.concatenate([totals, np.zeros((more, 1), np.float32)])
        skipped = max(0, -first)
        rows = slice(first + skipped, last)
        weights = self._weights[skipped:, None]
        used = logits[self._used[0] + skipped : self._used[-1] + 1]
        sums[rows] += used * weights
        totals[rows] += weights
        return sums, totals

    def _window(self, begin: int) -> Float32Array:
        columns, n_frames = self.columns, self._settings.n_frames
        heard = columns[max(begin, 0) : begin + n_frames]
        if len(heard) == n_frames:
            return heard
        floor = percentile(heard, _FLOOR_PERCENTILE).astype(np.float32)
        window = np.tile(floor, (n_frames, 1))
        first = max(-begin, 0)
        window[first : first + len(heard)] = heard
        return window


def _log_softmax(logits: Float32Array) -> Float32Array:
    shifted = logits - logits.max(axis=-1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
