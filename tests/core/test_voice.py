"""The VAD in long streams, where webrtcvad alone finds less and less speech."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import webrtcvad

from core.audio import SAMPLE_RATE, load
from core.levels import FRAME
from core.voice import RENEWED_AFTER, LastingVad, VoiceDetector

AUDIO = Path(__file__).resolve().parent.parent / "audio"
HOUR = 3600 * SAMPLE_RATE // FRAME


@pytest.fixture(scope="module")
def talk() -> list[bytes]:
    """Frames of half a minute of loud words with quiet background noise."""
    words = np.concatenate([load(path) for path in sorted(AUDIO.glob("*.flac"))])
    room = np.random.default_rng(0).normal(0.0, 10.0 ** (-70.0 / 20.0), len(words))
    sound = (np.clip(3.0 * words + room, -1.0, 1.0) * 32767).astype("<i2")
    frames = sound[: len(sound) // FRAME * FRAME].reshape(-1, FRAME)
    return [frame.tobytes() for frame in frames]


def voiced(vad: LastingVad, talk: list[bytes]) -> int:
    return sum(map(vad.is_speech, talk))


@pytest.mark.slow  # a soak trial of the VAD
def test_an_hour_of_speech_does_not_change_what_is_speech(talk):
    vad = LastingVad(3)
    counts = [voiced(vad, talk) for _ in range(HOUR // len(talk))]
    assert min(counts) >= 0.95 * counts[1]  # in the first the noise floor is not known yet


def test_the_first_vad_is_plain_webrtcvad(talk):
    vad, plain = LastingVad(3), webrtcvad.Vad(3)
    frames = (talk * 5)[: 2 * RENEWED_AFTER]
    assert [vad.is_speech(f) for f in frames] == [plain.is_speech(f, SAMPLE_RATE) for f in frames]


def test_a_vad_whose_answers_are_not_needed_adapts_all_the_same(talk):
    frames = (talk * 8)[: 3 * RENEWED_AFTER]
    chosen = np.random.default_rng(2).random(len(frames)) < 0.002
    vad, asked = LastingVad(3), LastingVad(3)
    answers = []
    for frame, is_asked in zip(frames, chosen, strict=True):
        answers.append(asked.is_speech(frame))
        if is_asked:
            assert vad.is_speech(frame) == answers[-1]
        else:
            vad.skip(frame)
    assert 0 < sum(np.array(answers)[chosen]) < chosen.sum()  # both answers were compared


@pytest.mark.slow  # the same with all frequency bands
def test_half_an_hour_of_speech_does_not_change_the_detector(talk):
    detector = VoiceDetector(3)
    sound = np.frombuffer(b"".join(talk), "<i2").astype(np.float32) / 32768.0
    heard = [sum(f.is_voiced for f in detector.hear(sound)) for _ in range(60)]
    assert heard[-1] >= 0.95 * heard[1]


def test_the_mode_of_a_running_detector_can_be_changed(talk):
    """It detects more in a less strict mode, also when webrtcvad is replaced by a new instance."""
    running, strict = VoiceDetector(3), VoiceDetector(3)
    sound = np.frombuffer(b"".join(talk), "<i2").astype(np.float32) / 32768.0
    for detector in (running, strict):
        detector.hear(sound)
    running.set_aggressiveness(0)
    rounds = 2 * RENEWED_AFTER // len(talk) + 1
    heard = [
        [sum(f.is_voiced for f in detector.hear(sound)) for _ in range(rounds)]
        for detector in (running, strict)
    ]
    assert all(more > 1.05 * less for more, less in zip(*heard, strict=True))


def test_a_detector_changed_before_the_first_frame_is_like_one_made_so(talk):
    sound = np.frombuffer(b"".join(talk), "<i2").astype(np.float32) / 32768.0
    changed, reset = VoiceDetector(3), VoiceDetector(3)
    for detector in (changed, reset):
        detector.set_aggressiveness(1)
    reset.reset()
    expected = VoiceDetector(1).hear(sound)
    assert changed.hear(sound) == reset.hear(sound) == expected
    assert VoiceDetector(3).hear(sound) != expected
