"""``spoken-digits predict`` on good files of every kind, and on every kind of bad one."""

import numpy as np
import pytest
import soundfile
import soxr

from core.audio import SAMPLE_RATE, load
from tests.harness.program import AUDIO, records, run, the_line

CLIP = AUDIO / "7_slt_0.flac"
FIELDS = {"file", "digit", "confidence", "probabilities", "rejected", "reason", "latency_ms"}


def test_one_answer_a_file_in_the_order_given(env):
    files = sorted(AUDIO.glob("[0-9]_*.flac"), reverse=True)
    done = run("predict", "--json", "--no-reject", *files, env=env)
    assert done.returncode == 0
    assert done.stderr == ""
    answers = records(done.stdout)
    assert [answer["file"] for answer in answers] == list(map(str, files))
    for answer in answers:
        assert set(answer) == FIELDS
        assert answer["digit"] in range(10)
        assert answer["rejected"] is None
        assert len(answer["probabilities"]) == 10
        assert sum(answer["probabilities"]) == pytest.approx(1.0, abs=1e-3)
        assert answer["confidence"] == pytest.approx(max(answer["probabilities"]), abs=1e-3)
        assert answer["latency_ms"] > 0
    right = sum(
        answer["digit"] == int(file.name[0]) for answer, file in zip(answers, files, strict=True)
    )
    assert right >= 0.8 * len(files)  # synthetic voices that the model has never heard


def test_a_word_that_is_no_digit_is_rejected_with_a_reason(env):
    done = run("predict", "--json", *sorted(AUDIO.glob("word_*.flac")), env=env)
    assert done.returncode == 0
    answers = records(done.stdout)
    rejected = [answer for answer in answers if answer["rejected"]]
    assert len(rejected) >= 0.5 * len(answers)
    for answer in rejected:
        assert answer["digit"] is None
        assert answer["reason"]


def test_people_get_words(env):
    done = run("predict", "--no-reject", CLIP, env=env)
    assert done.returncode == 0
    assert done.stdout.startswith(f"{CLIP}: ")
    assert done.stdout.endswith(" %\n")


@pytest.mark.parametrize("suffix", [".wav", ".flac", ".ogg", ".mp3"])
@pytest.mark.parametrize(("rate", "channels"), [(8_000, 1), (44_100, 2), (48_000, 3)])
def test_every_format_rate_and_channel_count_gives_the_same_answer(
    env, tmp_path, suffix, rate, channels
):
    if suffix == ".mp3" and channels > 2:
        pytest.skip("MP3 has two channels at most")
    sound = soxr.resample(load(CLIP), SAMPLE_RATE, rate)
    path = tmp_path / f"seven{suffix}"
    soundfile.write(path, np.repeat(sound[:, None], channels, axis=1), rate)
    done = run("predict", "--json", "--no-reject", CLIP, path, env=env)
    assert done.returncode == 0
    original, converted = records(done.stdout)
    assert converted["digit"] == original["digit"]


def test_a_bad_file_is_told_and_the_others_are_answered(env, bad_file):
    done = run("predict", "--json", CLIP, bad_file.path, CLIP, env=env, prefix=bad_file.prefix)
    assert done.returncode == 1
    line = the_line(done)
    assert line.startswith(f"spoken-digits: {bad_file.path}: ")
    assert bad_file.says in line
    first, bad, last = records(done.stdout)
    assert bad == {"file": str(bad_file.path), "error": line.removeprefix("spoken-digits: ")}
    assert first["digit"] == last["digit"]


def test_a_bad_file_gives_people_one_line(env, bad_file):
    done = run("predict", bad_file.path, env=env, prefix=bad_file.prefix)
    assert done.returncode == 1
    assert done.stdout == ""
    assert bad_file.says in the_line(done)


@pytest.mark.parametrize("options", [[], ["--no-reject"]])
def test_silence_is_no_digit_and_no_fault(env, tmp_path, options):
    path = tmp_path / "silence.wav"
    soundfile.write(path, np.zeros(SAMPLE_RATE, np.float32), SAMPLE_RATE)
    done = run("predict", "--json", *options, path, env=env)
    assert done.returncode == 0
    assert done.stderr == ""
    (answer,) = records(done.stdout)
    assert answer["digit"] is None
    assert answer["rejected"] == "silence"
    assert len(answer["probabilities"]) == 10


def test_two_hours_are_refused_at_once_with_what_to_do(env, two_hours):
    done = run("predict", two_hours, env=env)
    assert done.returncode == 1
    line = the_line(done)
    assert "120 minutes" in line
    assert "listen --fast" in line


def test_a_broken_bundle_is_refused(env, bad_bundle):
    done = run("predict", "--bundle", bad_bundle, CLIP, env=env)
    assert done.returncode == 1
    assert done.stdout == ""
    assert str(bad_bundle) in the_line(done)
