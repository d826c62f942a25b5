"""When sound counts as speech: the one definition of what the segmenter can be told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class SegmenterSettings:
    """When sound counts as speech; durations in seconds, levels in dBFS or dB.

    Attributes
    ----------
    aggressiveness : int
        webrtcvad's mode, 0-3.
    onset_frames, onset_span : int
        An utterance opens when so many of the last so many frames are active.
    settle : float
        Nothing opens so soon after the stream's begin: the VAD has to get used to the room.
    resume_frames : int
        So many active frames in a row after a silence are speech going on, not a click.
    pre_roll : float
        Sound kept from before the onset; the VAD hears "six" and "five" up to 250 ms late.
    provisional_silence : float
        Pause after which a provisional cut is given.
    hangover : float
        Pause that ends an utterance.
    closure : float
        No mouth is shut for so long inside a word: what becomes loud thereafter is the next one.
    max_speech : float
        No number said in one breath lasts longer; the rest, up to the next pause, is ignored.
    gate_db : float
        How far a frame must stand above the noise floor, in some band of the spectrum.
    range_db : float
        How far below the loudest frame of its utterance a frame may lie and still be speech.
    near_db, unvoiced : float
        So near to the loudest frame, and so long after the VAD last heard speech, a frame is
        speech even if the VAD hears none.
    tail_db, tail : float
        A word is over when nothing was within `tail_db` of its loudest frame for so long.
    min_level_db : float
        Quieter frames are never speech.
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
"""Three plain choices: in noise and among talk; anywhere; for soft voices and quick speakers."""

RECOMMENDED_PAUSE = 0.2
"""Seconds of pause between digits that people are asked for.

With `normal` sensitivity all 200 pairs of test clips were separated at 0.2 s, and 95 % at 0.15 s
(`tests/docs/test_pause.py`); documents give this figure and no other.
"""
