"""What the phrase network says of each step of a stretch of speech that still grows.

The network looks at a window of columns and says, for each patch in it, which part of which word
is heard there. Windows overlap; a step's answer is the mean of what the windows around it say.
A window that reaches past the end of the sound so far is filled with the room's floor, and is
looked at again when there is more.
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
"""How many patches to either side of a window's middle are used."""

_FLOOR_PERCENTILE = 10.0

PhraseNetwork = Callable[[Float32Array], Float32Array]
"""A z-scored window, shape (n_frames, n_mels) -> logits, shape (patches, classes)."""


class ColumnBuffer:
    """The columns in decibels of a stretch of sound that grows.

    Column `i` is centred on sample ``i * hop_length``, as in `core.features.utterance_columns`.
    """

    def __init__(self, settings: SpectrogramSettings) -> None:
        self._settings = settings
        self.columns: Float32Array = np.zeros((0, settings.n_mels), np.float32)
        self._rest = np.zeros(settings.n_fft // 2, np.float32)

    def feed(self, samples: Float32Array) -> None:
        """Take the next samples."""
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
        Logarithms of how often training heard each class, scaled; they are subtracted.
    lowest : float
        No log-posterior counts less than this.
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
        # The first window that has something to say begins before the sound.
        first = self._used[-1] * patch
        self._next_window = -(first // HOP) * HOP
        self.final: Float32Array = np.zeros((0, len(priors)), np.float32)
        self._tail: Float32Array | None = None  # until there is more sound

    @property
    def columns(self) -> Float32Array:
        """All columns so far, in decibels, shape (n, n_mels)."""
        return self._buffer.columns

    def feed(self, samples: Float32Array) -> Float32Array:
        """Take more sound.

        Parameters
        ----------
        samples : ndarray, shape (n,), float32

        Returns
        -------
        ndarray, shape (steps, classes), float32
            Scores that became final by it.
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
        """Scores of the steps after the final ones, as far as the sound goes.

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
