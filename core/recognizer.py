"""Blocks of samples in, results out: the one pipeline of app, command line, tests and evaluation.

`Recognizer` hears a stream. `recognize_recording` gives the one answer of a recording that holds
one word, through the same stream.
"""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np

from core.audio import SAMPLE_RATE, Float32Array
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
from core.judgement import as_word, digits_in
from core.levels import FRAME, SILENCE_DB, frame_levels, level_db
from core.phrases import Phrases, result_of
from core.segmenter import Cut, Segmenter, SegmenterSettings

SOUND_DB = -70.0
"""A recording whose loudest 10 ms are below this, in dBFS, holds no sound."""

CLIPPED = 0.999
"""A sample at or above this has met full scale."""

_SHOW_EVERY = round(0.08 * SAMPLE_RATE)
"""Samples from one look at an open utterance to the next."""

_SHOWN_FROM = 0.3
"""An open utterance shorter than this, in seconds, holds no word that has ended."""

_LEAD = 50 * FRAME
"""Samples of room tone before and after a recording: half a second, in whole frames."""

_TONE_FRAMES = 10


class Recognizer:
    """Hears a stream of sound and says which digits are spoken in it.

    Not safe for use from two threads at once; it belongs to the one that feeds it.

    Parameters
    ----------
    classifier : Classifier
    settings : SegmenterSettings, optional

    Attributes
    ----------
    classifier : Classifier
        Can be replaced at any time, such as by that of another language; applies from the next
        block on.
    """

    def __init__(self, classifier: Classifier, settings: SegmenterSettings | None = None) -> None:
        self.classifier = classifier
        self.segmenter = Segmenter(settings)
        self._phrases = Phrases(classifier)
        self._position = 0  # samples fed
        self.activity = Activity(0.0, SILENCE_DB, SILENCE_DB, SILENCE_DB, False, False)

    @property
    def time(self) -> float:
        """Seconds fed so far: the stream's clock."""
        return self.segmenter.time

    def feed(self, samples: Float32Array) -> list[Event]:
        """Take the next block.

        Parameters
        ----------
        samples : ndarray, shape (n,), float32
            Mono sound at ``SAMPLE_RATE``, any length.

        Returns
        -------
        list of Result or Number
            What became known by it, in order; mostly empty.
        """
        events: list[Event] = []
        while len(samples) > 0:
            # Looks at an open utterance are tied to the stream's clock, not to the blocks.
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
        """Judge what is still open, since the stream has ended."""
        return [event for cut in self.segmenter.flush() for event in self._judge(cut, 0.0)]

    def reset(self) -> None:
        """Forget the open utterance, after a gap in the sound; the stream's clock goes on."""
        self.segmenter.reset()
        self._phrases.reset()

    def _judge(self, cut: Cut, segment_ms: float) -> list[Event]:
        if isinstance(cut, Withdrawn):
            return self._phrases.resume()
        if cut.is_final:
            return self._phrases.close(cut, segment_ms)
        return self._phrases.pause(cut)

    def _follow(self) -> list[Event]:
        """Show what has become clear in the utterance that is open."""
        utterance = self.segmenter.open_utterance()
        if utterance is None or utterance.end - utterance.start < _SHOWN_FROM:
            return []
        return self._phrases.grow(utterance)

    def _measure(self, samples: Float32Array) -> None:
        if len(samples) == 0:
            return
        peak = max(float(samples.max()), -float(samples.min()))
        self.activity = Activity(
            time=self.time,
            level_db=float(level_db(samples)),
            peak_db=20.0 * float(np.log10(max(peak, 1e-6))),
            floor_db=self.segmenter.floor.level_db,
            is_speech=self.segmenter.is_open,
            is_clipped=peak >= CLIPPED,
        )


def recognize_recording(
    samples: Float32Array,
    classifier: Classifier,
    *,
    reject: bool = True,
    settings: SegmenterSettings | None = None,
) -> Result:
    """Answer for a recording that holds one word.

    Its loudest utterance is judged, or the whole recording where the segmenter finds none but
    there is sound.

    Parameters
    ----------
    samples : ndarray, shape (n,), float32
        Mono sound at ``SAMPLE_RATE``.
    classifier : Classifier
    reject : bool
        Whether an utterance may be refused; if not, the likeliest digit is given wherever there
        is any sound.
    settings : SegmenterSettings, optional

    Returns
    -------
    Result
        Of type "digit" or "rejected", its times counted from the recording's beginning.
    """
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
    elif decoder is not None and digits_in(decoder.words(), [heard]):
        reason = "several digits: predict --number prints them all"
        heard = replace(heard, rejected="several_digits", reason=reason)
    elif decoder is not None:
        heard = as_word(utterance, heard)
    return replace(result_of(utterance, heard, timings), language=language)


def recognize_number(
    samples: Float32Array,
    classifier: Classifier,
    *,
    settings: SegmenterSettings | None = None,
) -> list[Number]:
    """The numbers said in a recording, in order.

    The recording is fed to a `Recognizer`, between stretches of its own room tone.

    Parameters
    ----------
    samples : ndarray, shape (n,), float32
        Mono sound at ``SAMPLE_RATE``.
    classifier : Classifier
    settings : SegmenterSettings, optional

    Returns
    -------
    list of Number
        One for each phrase that holds a digit, its times counted from the recording's beginning.
    """
    levels = frame_levels(samples)
    if len(levels) == 0 or float(levels.max()) < SOUND_DB:
        return []
    recognizer = Recognizer(classifier, settings)
    events = [*recognizer.feed(_in_its_room(samples)), *recognizer.flush()]
    offset = _LEAD / SAMPLE_RATE
    return [_earlier(event, offset) for event in events if isinstance(event, Number)]


def _earlier(number: Number, seconds: float) -> Number:
    digits = tuple(
        replace(
            digit,
            start=max(0.0, digit.start - seconds),
            end=digit.end - seconds,
            closed_at=digit.closed_at - seconds,
        )
        for digit in number.digits
    )
    return replace(number, digits=digits, closed_at=number.closed_at - seconds)


def loudest_utterance(
    samples: Float32Array, settings: SegmenterSettings | None = None
) -> Utterance | None:
    """The utterance with the loudest fifth of a second, or None where the segmenter finds none.

    Before and after it the segmenter hears the recording's own room, as a stream would have it:
    digital silence there would make the room's noise stand out like a word.
    """
    segmenter = Segmenter(settings)
    cuts = [*segmenter.feed(_in_its_room(samples)), *segmenter.flush()]
    utterances = [cut for cut in cuts if isinstance(cut, Utterance) and cut.is_final]
    if not utterances:
        return None
    return _within(max(utterances, key=_loudness), _LEAD, len(samples))


def _in_its_room(samples: Float32Array) -> Float32Array:
    """A recording between two stretches of its own room tone."""
    tone = room_tone(samples, _LEAD)
    return np.concatenate((tone, samples, tone))


def room_tone(samples: Float32Array, length: int) -> Float32Array:
    """Noise with the spectrum of a recording's quietest tenth of a second.

    Returns
    -------
    ndarray, shape (length,), float32
        Zeros where the recording is shorter than that.
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
    """Power of the loudest 200 ms: a click is louder than a word, but not for so long."""
    power = 10.0 ** (frame_levels(utterance.samples) / 10.0)
    span = np.ones(min(20, len(power)))
    return float(np.convolve(power, span, "valid").max())


def whole_recording(samples: Float32Array) -> Utterance:
    """A recording as one utterance, where the segmenter finds none in it."""
    seconds = len(samples) / SAMPLE_RATE
    return Utterance(0, samples, 0.0, 0.0, seconds, seconds)


def _within(utterance: Utterance, offset: int, length: int) -> Utterance:
    """Move an utterance `offset` samples back, and leave out what the recording does not hold."""
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
