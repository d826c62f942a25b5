"""Blocks of samples in, results out: the pipeline that program, tests and evaluation share.

`Recognizer` recognizes digits in a stream. `recognize_recording` recognizes a recording of one
word, with the same segmenter and classifier.
"""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np

from core.audio import SAMPLE_RATE, Float32Array, checked
from core.classifier import Classifier
from core.decoding.decoder import Decoder
from core.events import (
    Activity,
    Classification,
    Event,
    Number,
    Result,
    StageTimings,
    Utterance,
    Withdrawn,
)
from core.levels import FRAME, SILENCE_DB, frame_levels, level_db
from core.numbers.judgement import as_word, digits_in
from core.numbers.phrases import Phrases
from core.numbers.results import result_of
from core.segmenter import Cut, Segmenter
from core.segmenter_settings import SegmenterSettings

SOUND_DB = -70.0
"""A recording whose loudest 10 ms are below this level, in dBFS, is silent."""

CLIPPED = 0.999
"""Samples from this value on are clipped."""

_SHOW_EVERY = round(0.08 * SAMPLE_RATE)
"""Interval in samples at which an open utterance is decoded."""

_SHOWN_FROM = 0.3
"""A shorter open utterance, in seconds, contains no complete word."""

_LEAD = 50 * FRAME
"""Samples of background noise added before and after a recording: half a second."""

_TONE_FRAMES = 10
"""Length of the quietest part of a recording, in frames: 100 ms."""

_LOUD_FRAMES = 20
"""Length over which the loudness of utterances is compared, in frames: 200 ms."""


class Recognizer:
    """Recognizes the digits spoken in a stream.

    It is not thread-safe: only the thread that calls `feed` may use it. There are two exceptions:
    other threads may replace `classifier` and `segmenter.settings`.

    Parameters
    ----------
    classifier : Classifier
    settings : SegmenterSettings, optional

    Attributes
    ----------
    classifier : Classifier
        Can be replaced at any time, such as by that of another language; applies from the next
        block on.
    segmenter : Segmenter
        Its settings can be replaced at any time, too.
    activity : Activity
        Levels of the last block, and whether somebody speaks.
    """

    def __init__(self, classifier: Classifier, settings: SegmenterSettings | None = None) -> None:
        self.classifier = classifier
        self.segmenter = Segmenter(settings)
        self._phrases = Phrases(classifier)
        self._position = 0  # samples fed
        self.activity = Activity(0.0, SILENCE_DB, SILENCE_DB, SILENCE_DB, False, False)

    @property
    def time(self) -> float:
        """Stream time: the seconds fed so far."""
        return self.segmenter.time

    def feed(self, samples: Float32Array) -> list[Event]:
        """Process the next block.

        Parameters
        ----------
        samples : ndarray, shape (n,), float32
            Mono sound at ``SAMPLE_RATE``, any length.

        Returns
        -------
        list of Result or Number
            New events, in order; usually none.

        Raises
        ------
        TypeError, ValueError
            The samples cannot be recognized; see `core.audio.checked`. Nothing was processed.
        """
        samples = checked(samples)
        events: list[Event] = []
        while len(samples) > 0:
            # An open utterance is decoded at fixed stream times, whatever the block size.
            due = _SHOW_EVERY - self._position % _SHOW_EVERY
            piece, samples = samples[:due], samples[due:]
            events += self._hear(piece)
        return events

    def _hear(self, samples: Float32Array) -> list[Event]:
        classifier = self.classifier  # another thread may replace it meanwhile
        events: list[Event] = []
        if classifier is not self._phrases.classifier:
            events += self._phrases.use(classifier)
        begun = time.perf_counter()
        cuts = self.segmenter.feed(samples)
        segment_ms = 1e3 * (time.perf_counter() - begun)
        self._position += len(samples)
        self._measure(samples)
        events += [event for cut in cuts for event in self._judge(cut, segment_ms)]
        if self._position % _SHOW_EVERY == 0:
            events += self._follow()
        return events

    def flush(self) -> list[Event]:
        """Return the remaining events at the end of the stream."""
        return [event for cut in self.segmenter.flush() for event in self._judge(cut, 0.0)]

    def reset(self) -> None:
        """Drop the open utterance after a gap in the sound; stream time continues."""
        self.segmenter.reset()
        self._phrases.reset()

    def _judge(self, cut: Cut, segment_ms: float) -> list[Event]:
        if isinstance(cut, Withdrawn):
            return self._phrases.resume()
        if cut.is_final:
            return self._phrases.close(cut, segment_ms)
        return self._phrases.pause(cut)

    def _follow(self) -> list[Event]:
        """Return results for the complete words of the open utterance."""
        utterance = self.segmenter.open_utterance()
        if utterance is None or utterance.end - utterance.start < _SHOWN_FROM:
            return []
        return self._phrases.grow(utterance)

    def _measure(self, samples: Float32Array) -> None:
        peak = max(float(samples.max()), -float(samples.min()))
        self.activity = Activity(
            time=self.time,
            level_db=float(level_db(samples)),
            peak_db=20.0 * float(np.log10(max(peak, 1e-6))),
            floor_db=self.segmenter.floor.level_db,
            is_speech=self.segmenter.is_open,
            is_clipped=peak >= CLIPPED,
            speech_since=self.segmenter.opened_at,
        )


def recognize_recording(
    samples: Float32Array,
    classifier: Classifier,
    *,
    reject: bool = True,
    settings: SegmenterSettings | None = None,
) -> Result:
    """Recognize a recording of one word.

    Its loudest utterance is classified. If the segmenter finds none and the recording is not
    silent, the whole recording is classified.

    Parameters
    ----------
    samples : ndarray, shape (n,), float32
        Mono sound at ``SAMPLE_RATE``.
    classifier : Classifier
    reject : bool
        Whether the result may be a rejection. If not, it is the most likely digit unless the
        recording is silent.
    settings : SegmenterSettings, optional

    Returns
    -------
    Result
        Of type "digit" or "rejected", its times counted from the recording's beginning.

    Raises
    ------
    TypeError, ValueError
        As `Recognizer.feed`.
    """
    samples = checked(samples)
    language = classifier.bundle.language
    levels = frame_levels(samples)
    if len(levels) == 0 or float(levels.max()) < SOUND_DB:
        nothing = Classification(0, 0.0, (0.1,) * 10, 0.0, "silence", "no sound in the recording")
        whole = whole_recording(samples)
        result = result_of(whole, nothing, StageTimings())
        return replace(result, end=whole.samples_start, language=language)
    utterance = loudest_utterance(samples, settings) or whole_recording(samples)
    decoder: Decoder | None = None
    if classifier.phrases is not None and not utterance.is_overlong:
        decoder = Decoder(classifier.phrases)
        decoder.feed(utterance.samples)
    heard, timings = classifier.classify(utterance, decoder)
    if not reject:
        heard = replace(heard, rejected=None, reason="")
    elif decoder is not None:
        words = decoder.words()
        if digits_in(words, [heard], split_seconds=classifier.split_seconds):
            reason = "several digits: predict --number or /api/number gives all of them"
            heard = replace(heard, rejected="several_digits", reason=reason)
        else:
            heard = as_word(utterance, heard, words if classifier.adapter is None else None)
    return replace(result_of(utterance, heard, timings), language=language)


def recognize_number(
    samples: Float32Array,
    classifier: Classifier,
    *,
    settings: SegmenterSettings | None = None,
) -> list[Number]:
    """Return all digits that are spoken in a recording, phrase by phrase.

    The recording is fed to a `Recognizer`, with its own background noise before and after it. If it
    holds one number, that may have several phrases: join their texts.

    Parameters
    ----------
    samples : ndarray, shape (n,), float32
        Mono sound at ``SAMPLE_RATE``.
    classifier : Classifier
    settings : SegmenterSettings, optional

    Returns
    -------
    list of Number
        One for each phrase with a digit. Times start at the beginning of the recording.

    Raises
    ------
    TypeError, ValueError
        As `Recognizer.feed`.
    """
    samples = checked(samples)
    levels = frame_levels(samples)
    if len(levels) == 0 or float(levels.max()) < SOUND_DB:
        return []
    recognizer = Recognizer(classifier, settings)
    events = [*recognizer.feed(_with_background(samples)), *recognizer.flush()]
    offset = _LEAD / SAMPLE_RATE
    return [_moved(event, offset) for event in events if isinstance(event, Number)]


def _moved(number: Number, seconds: float) -> Number:
    """Move the times of a number back by `seconds`."""
    digits = tuple(
        replace(
            digit,
            start=max(0.0, digit.start - seconds),
            end=digit.end - seconds,
            closed_at=digit.closed_at - seconds,
            utterance=_moved_utterance(digit.utterance, seconds),
        )
        for digit in number.digits
    )
    return replace(number, digits=digits, closed_at=number.closed_at - seconds)


def _moved_utterance(utterance: Utterance | None, seconds: float) -> Utterance | None:
    if utterance is None:
        return None
    return replace(
        utterance,
        samples_start=utterance.samples_start - seconds,
        start=max(0.0, utterance.start - seconds),
        end=utterance.end - seconds,
        closed_at=utterance.closed_at - seconds,
    )


def loudest_utterance(
    samples: Float32Array, settings: SegmenterSettings | None = None
) -> Utterance | None:
    """Return the utterance with the loudest 200 ms, or None if the segmenter finds none.

    The recording's own background noise is added before and after it, as in a stream. Next to
    digital silence, the segmenter would detect that noise as a word.

    Parameters
    ----------
    samples : ndarray, shape (n,), float32
        The recording, mono at ``SAMPLE_RATE``.
    settings : SegmenterSettings, optional
    """
    segmenter = Segmenter(settings)
    cuts = [*segmenter.feed(_with_background(samples)), *segmenter.flush()]
    utterances = [cut for cut in cuts if isinstance(cut, Utterance) and cut.is_final]
    if not utterances:
        return None
    return _within(max(utterances, key=_loudness), _LEAD, len(samples))


def _with_background(samples: Float32Array) -> Float32Array:
    """Add a recording's own background noise before and after it."""
    tone = room_tone(samples, _LEAD)
    return np.concatenate((tone, samples, tone))


def room_tone(samples: Float32Array, length: int) -> Float32Array:
    """Return noise with the spectrum of a recording's quietest 100 ms.

    Parameters
    ----------
    samples : ndarray, shape (n,), float32
        The recording, mono at ``SAMPLE_RATE``.
    length : int
        Number of samples to return.

    Returns
    -------
    ndarray, shape (length,), float32
        Zeros if the recording is shorter than 100 ms.
    """
    levels = frame_levels(samples)
    if len(levels) < _TONE_FRAMES:
        return np.zeros(length, np.float32)
    power = np.convolve(10.0 ** (levels / 10.0), np.ones(_TONE_FRAMES), "valid")
    begin = int(np.argmin(power)) * FRAME
    quiet = samples[begin : begin + _TONE_FRAMES * FRAME]
    spectrum = np.abs(np.fft.rfft(quiet - quiet.mean()))
    phases = np.random.default_rng(0).uniform(0.0, 2.0 * np.pi, len(spectrum))
    tone = np.fft.irfft(spectrum * np.exp(1j * phases), len(quiet)).astype(np.float32)
    return np.resize(tone, length)


def _loudness(utterance: Utterance) -> float:
    """Power of the loudest part. A click may be louder than a word, but it is shorter."""
    power = 10.0 ** (frame_levels(utterance.samples) / 10.0)
    span = np.ones(min(_LOUD_FRAMES, len(power)))
    return float(np.convolve(power, span, "valid").max())


def whole_recording(samples: Float32Array) -> Utterance:
    """Return a whole recording, shape (n,), float32 at ``SAMPLE_RATE``, as one utterance."""
    seconds = len(samples) / SAMPLE_RATE
    return Utterance(0, samples, 0.0, 0.0, seconds, seconds)


def _within(utterance: Utterance, offset: int, length: int) -> Utterance:
    """Move an utterance `offset` samples back, and cut it to the length of the recording."""
    first = round(utterance.samples_start * SAMPLE_RATE) - offset
    begin, end = max(first, 0), min(first + len(utterance.samples), length)

    def moved(moment: float) -> float:
        return min(max(moment - offset / SAMPLE_RATE, 0.0), length / SAMPLE_RATE)

    return replace(
        utterance,
        samples=utterance.samples[begin - first : end - first],
        samples_start=begin / SAMPLE_RATE,
        start=moved(utterance.start),
        end=moved(utterance.end),
        closed_at=utterance.closed_at - offset / SAMPLE_RATE,
    )
