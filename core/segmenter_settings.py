"""Settings of the segmenter, and the three sensitivities."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class SegmenterSettings:
    """Settings of the segmenter. Durations are in seconds, levels in dBFS or dB.

    Attributes
    ----------
    aggressiveness : int
        Mode of webrtcvad, 0-3.
    onset_frames, onset_span : int
        An utterance begins when `onset_frames` of the last `onset_span` frames are active.
    settle : float
        No utterance begins this soon after the start of a stream, since the VAD adapts first.
    resume_frames : int
        Number of consecutive active frames after a silence that continue the utterance. Fewer are
        a click.
    pre_roll : float
        Sound kept from before the onset: the VAD detects "six" and "five" up to 250 ms late.
    provisional_silence : float
        Pause after which a provisional utterance is emitted.
    hangover : float
        Pause that ends an utterance.
    closure : float
        Longest silence inside a word. Loud sound after a longer one is the next word.
    max_speech : float
        Maximum length of an utterance. The rest, up to the next pause, is ignored.
    gate_db : float
        Minimum distance of an active frame from the noise floor, in at least one frequency band.
    range_db : float
        An active frame is at most this far below the loudest frame of its utterance.
    near_db, unvoiced : float
        A frame within `near_db` of the loudest frame is active without the VAD, if the VAD detected
        speech in the last `unvoiced` seconds.
    tail_db, tail : float
        A word has ended if no frame of the last `tail` seconds was within `tail_db` of its loudest
        frame.
    min_level_db : float
        Quieter frames are never active.
    """

    aggressiveness: int = 3
    onset_frames: int = 4
    onset_span: int = 6
    settle: float = 0.2
    resume_frames: int = 3
    pre_roll: float = 0.45
    provisional_silence: float = 0.06
    hangover: float = 0.26
    closure: float = 0.13
    max_speech: float = 12.0
    gate_db: float = 12.0
    range_db: float = 34.0
    near_db: float = 24.0
    unvoiced: float = 0.2
    tail_db: float = 13.0
    tail: float = 0.25
    min_level_db: float = -66.0


Sensitivity = Literal["low", "normal", "high"]

SENSITIVITIES: Mapping[Sensitivity, SegmenterSettings] = {
    "low": SegmenterSettings(gate_db=16.0, min_level_db=-58.0, hangover=0.32),
    "normal": SegmenterSettings(),
    "high": SegmenterSettings(aggressiveness=2, gate_db=10.0, min_level_db=-74.0, hangover=0.2),
}
"""For noise and talk, for most places, and for soft voices and fast speakers."""

RECOMMENDED_PAUSE = 0.2
"""Pause between digits that the documentation recommends, in seconds.

With `normal` sensitivity all 200 pairs of test clips were separated at 0.2 s, and 95 % at 0.15 s
(`tests/docs/test_pause.py`).
"""
