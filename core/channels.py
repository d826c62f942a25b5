"""Mix several channels down to one, without inverted or silent channels.

The mean of all channels is right for most recordings. It fails where one channel is inverted (a
wrongly wired cable or plug), and it makes a voice quiet that is on only one of many channels.
"""

from __future__ import annotations

from math import ceil

import numpy as np
from numpy.typing import NDArray

Float32Array = NDArray[np.float32]

_COMPARED_RATE = 4_000
"""Channels are compared at about this sample rate, in Hz, which has the voice but no hiss."""

_OPPOSITE, _ALIKE = -0.5, 0.2
"""Correlation with the loudest channel below which a channel is inverted, and above which it is
no longer inverted."""

_SILENT, _HEARD = 10.0**-2.0, 10.0**-1.4
"""Power relative to the loudest channel (-20 and -14 dB) below which a channel is left out, and
above which it is used again."""

_LARGEST = np.float32(2.0**31)
"""Some programs write integers of 32 bits as floats."""

_FADE_SECONDS = 3.0
"""In a stream, sound of this age has about a third of the weight of new sound."""


class ChannelMixer:
    """Mixes the channels of a stream down to one.

    Parameters
    ----------
    rate : int
        Sample rate in Hz.
    channels : int
        Number of channels.
    """

    def __init__(self, rate: int, channels: int) -> None:
        self.channels = channels
        self._rate = rate
        self._step = max(1, rate // _COMPARED_RATE)
        self._powers = np.zeros((channels, channels))
        self._weights = np.full(channels, 1.0 / channels, np.float32)
        self._is_begun = False

    @property
    def weights(self) -> Float32Array:
        """Weight of each channel, shape (channels,): negative if inverted, 0 if left out."""
        return self._weights

    def measure(self, frames: Float32Array, *, fades: bool = False) -> None:
        """Compare the channels.

        Parameters
        ----------
        frames : ndarray, shape (n, channels), float32
            Finite.
        fades : bool
            Whether earlier sound counts less.
        """
        step = self._step
        count = len(frames) // step
        if self.channels == 1 or count < 3:
            return
        means = frames[: count * step].reshape(count, step, self.channels).mean(axis=1)
        # Differences of differences remove a constant and weaken hum.
        slopes = np.diff(means.astype(np.float64), n=2, axis=0)
        if fades:
            self._powers *= np.exp(-len(frames) / (self._rate * _FADE_SECONDS))
        self._powers += slopes.T @ slopes
        self._weights = _weights(self._powers, self._weights)

    def mix(self, frames: Float32Array) -> Float32Array:
        """Mix by the current weights.

        Parameters
        ----------
        frames : ndarray, shape (n, channels), float32

        Returns
        -------
        ndarray, shape (n,), float32
            Contiguous.
        """
        if self.channels == 1:
            return np.ascontiguousarray(frames[:, 0])
        if np.all(self._weights == self._weights[0]) and self._weights[0] > 0:
            return np.asarray(frames.mean(axis=1, dtype=np.float32))
        return np.ascontiguousarray(frames @ self._weights)

    def feed(self, frames: Float32Array) -> Float32Array:
        """Compare and mix the next block of a stream; changed weights are faded in over it.

        Parameters
        ----------
        frames : ndarray, shape (n, channels), float32
            Finite.

        Returns
        -------
        ndarray, shape (n,), float32
        """
        before, is_begun = self._weights, self._is_begun
        self.measure(frames, fades=True)
        self._is_begun = is_begun or bool(self._powers.any())
        after = self._weights
        if not is_begun or len(frames) == 0 or np.array_equal(before, after):
            return self.mix(frames)
        ramp = np.linspace(0.0, 1.0, len(frames), dtype=np.float32)
        mixed = (1.0 - ramp) * (frames @ before) + ramp * (frames @ after)
        return np.asarray(mixed, np.float32)


def _weights(powers: NDArray[np.float64], before: Float32Array) -> Float32Array:
    """The weights by the channels' powers and products, shape (channels, channels)."""
    own = np.asarray(np.diag(powers), np.float64)
    loudest = int(np.argmax(own))
    if own[loudest] <= 0.0:
        return before
    is_used = own >= own[loudest] * _choice(before != 0.0, _SILENT, _HEARD)
    alike = powers[loudest] / np.sqrt(np.maximum(own * own[loudest], 1e-30))
    # Which of two opposite channels is inverted does not matter, but must not change.
    is_inverted = before[loudest] < 0.0
    limits = _choice((before < 0.0) != is_inverted, _ALIKE, _OPPOSITE)
    signs = _choice((alike < limits) != is_inverted, -1.0, 1.0)
    return np.asarray(is_used * signs / np.count_nonzero(is_used), np.float32)


def _choice(conditions: NDArray[np.bool_], yes: float, no: float) -> NDArray[np.float64]:
    return conditions * yes + ~conditions * no


def tidy(frames: Float32Array) -> Float32Array:
    """Replace NaN and infinity, and limit values that no sample format has.

    Parameters
    ----------
    frames : ndarray, any shape, float32

    Returns
    -------
    ndarray, same shape, float32
        A copy. NaN becomes 0, infinity full scale.
    """
    finite = np.nan_to_num(frames, nan=0.0, posinf=1.0, neginf=-1.0)
    return np.clip(finite, -_LARGEST, _LARGEST, out=finite)


def frames_at_once(rate: int, channels: int, seconds: float) -> int:
    """Return the number of frames to read at once.

    Parameters
    ----------
    rate : int
        Hz.
    channels : int
    seconds : float
        Length of the block that is wanted.

    Returns
    -------
    int
        Frames of `seconds`, but at most a few megabytes, since a damaged header may state any
        rate and number of channels.
    """
    return max(1, min(ceil(rate * seconds), 1 << 18, (1 << 21) // max(1, channels)))
