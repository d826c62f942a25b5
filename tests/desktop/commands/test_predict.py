"""``spoken-digits predict`` on valid and invalid files."""

import os
import shutil

import numpy as np
import pytest
import soundfile
import soxr

from core.audio import SAMPLE_RATE, load
from desktop.audio.sources import DEMO
from tests.harness.program import AUDIO, COMMAND, records, run, run_command, the_line

CLIP = AUDIO / "7_slt_0.flac"
FIELDS = {"file", "digit", "confidence", "probabilities", "rejected", "reason", "latency_ms"}


def test_each_file_gives_one_result_in_the_given_order(env):
    files = sorted(AUDIO.glob("[0-9]_*.flac"), reverse=True)
    done = run("predict", "--json", "--no-reject", *files, env=env)
    assert done.returncode == 0
    assert done.stderr == ""
    results = records(done.stdout)
    assert [result["file"] for result in results] == list(map(str, files))
    for result in results:
        assert set(result) == FIELDS
        assert result["digit"] in range(10)
        assert result["rejected"] is None
        assert len(result["probabilities"]) == 10
        assert sum(result["probabilities"]) == pytest.approx(1.0, abs=1e-3)
        assert result["confidence"] == pytest.approx(max(result["probabilities"]), abs=1e-3)
        assert result["latency_ms"] > 0
    right = sum(
        result["digit"] == int(file.name[0]) for result, file in zip(results, files, strict=True)
    )
    assert right >= 0.8 * len(files)  # synthetic voices that are not in the training set


def test_other_words_are_rejected_with_a_reason(env):
    done = run("predict", "--json", *sorted(AUDIO.glob("word_*.flac")), env=env)
    assert done.returncode == 0
    results = records(done.stdout)
    rejected = [result for result in results if result["rejected"]]
    assert len(rejected) >= 0.5 * len(results)
    for result in rejected:
        assert result["digit"] is None
        assert result["reason"]


def test_without_json_the_result_is_text(env):
    done = run("predict", "--no-reject", CLIP, env=env)
    assert done.returncode == 0
    assert done.stdout.startswith(f"{CLIP}: ")
    assert done.stdout.endswith(" %\n")


def test_every_format_rate_and_channel_count_gives_the_same_result(env, tmp_path):
    paths = []
    for rate, channels in ((8_000, 1), (44_100, 2), (48_000, 3)):
        sound = soxr.resample(load(CLIP), SAMPLE_RATE, rate)
        for suffix in (".wav", ".flac", ".ogg", ".mp3"):
            if suffix != ".mp3" or channels <= 2:  # MP3 has at most two channels
                paths.append(tmp_path / f"{rate}_{channels}{suffix}")
                soundfile.write(paths[-1], np.repeat(sound[:, None], channels, axis=1), rate)
    done = run("predict", "--json", "--no-reject", CLIP, *paths, env=env)
    assert done.returncode == 0
    original, *converted = records(done.stdout)
    assert len(converted) == len(paths) == 11
    digits = {result["file"]: result["digit"] for result in converted}
    assert digits == dict.fromkeys(map(str, paths), original["digit"])


@pytest.mark.slow
def test_bad_files_are_reported_and_the_others_are_recognized(env, bad_files):
    prefix = next((bad.prefix for bad in bad_files if bad.prefix), ())
    words = [word for bad in bad_files for word in (CLIP, bad.path)]
    done = run("predict", "--json", *words, CLIP, env=env, prefix=prefix)
    assert done.returncode == 1
    found, lines = records(done.stdout), done.stderr.splitlines()
    for bad, line, record in zip(bad_files, lines, found[1::2], strict=True):
        assert line.startswith(f"spoken-digits: {bad.path}: ")
        assert bad.says in line
        assert record == {"file": str(bad.path), "error": line.removeprefix("spoken-digits: ")}
    good = [record["digit"] for record in found[::2]]
    assert good == [7] * (len(bad_files) + 1)


def test_a_bad_file_gives_one_line(env, bad_file):
    done = run("predict", bad_file.path, env=env, prefix=bad_file.prefix)
    assert done.returncode == 1
    assert done.stdout == ""
    assert bad_file.says in the_line(done)


@pytest.mark.parametrize("options", [[], ["--no-reject"]])
def test_silence_gives_no_digit_and_no_error(env, tmp_path, options):
    path = tmp_path / "silence.wav"
    soundfile.write(path, np.zeros(SAMPLE_RATE, np.float32), SAMPLE_RATE)
    done = run("predict", "--json", *options, path, env=env)
    assert done.returncode == 0
    assert done.stderr == ""
    (result,) = records(done.stdout)
    assert result["digit"] is None
    assert result["rejected"] == "silence"
    assert len(result["probabilities"]) == 10


@pytest.mark.slow
def test_two_hours_are_refused_with_advice(env, two_hours):
    done = run("predict", two_hours, env=env)
    assert done.returncode == 1
    line = the_line(done)
    assert "longer than 10 minutes" in line
    assert "listen --fast" in line


def test_a_broken_bundle_gives_one_line_and_1(env, bad_bundle):
    done = run("predict", "--bundle", bad_bundle, CLIP, env=env)
    assert done.returncode == 1
    assert done.stdout == ""
    assert str(bad_bundle) in the_line(done)


def test_the_number_of_a_recording(env):
    done = run("predict", "--number", "--json", DEMO, CLIP, env=env)
    assert done.returncode == 0
    long, short = records(done.stdout)
    assert set(long) == {"file", "number", "digits"}
    assert len(long["number"]) == len(long["digits"]) > 10
    for place, digit in enumerate(long["digits"]):
        assert set(digit) == {"digit", "confidence", "start", "end", "rejected"}
        assert long["number"][place] in (str(digit["digit"]), "?")
    assert short["number"] == CLIP.name[0]


def test_silence_holds_no_number(env, tmp_path):
    path = tmp_path / "silence.wav"
    soundfile.write(path, np.zeros(SAMPLE_RATE, np.float32), SAMPLE_RATE)
    done = run("predict", "--number", path, env=env)
    assert done.returncode == 0
    assert done.stdout == f"{path}: no number\n"


def test_number_and_no_reject_exclude_each_other(env):
    done = run("predict", "--number", "--no-reject", CLIP, env=env)
    assert done.returncode == 2
    assert "--no-reject" in the_line(done)


def test_a_recording_that_is_cut_short_is_recognized_with_a_warning(env, tmp_path):
    path = tmp_path / "cut.wav"
    samples, rate = soundfile.read(CLIP, dtype="int16")
    soundfile.write(path, np.concatenate([samples, np.zeros(rate, np.int16)]), rate)
    path.write_bytes(path.read_bytes()[: -2 * rate])
    warning = f"{path}: is cut short: by its header, 1.0 s of sound are missing"
    done = run("predict", "--json", path, env=env)
    assert done.returncode == 0
    assert the_line(done) == f"spoken-digits: {warning}"
    (record,) = records(done.stdout)
    assert record["digit"] == 7
    assert record["warnings"] == [warning]


@pytest.mark.skipif(os.name == "nt", reason="names are text on Windows")
def test_every_file_gets_its_answer_or_its_line(env, tmp_path):
    # Names that are no text, several lines and long; a coding that cannot seek; no recording.
    names = [b"caf\xe9.flac", b"two\nlines.flac", b"x" * 250 + b".flac"]
    paths = [tmp_path / os.fsdecode(name) for name in names]
    for path in paths:
        shutil.copy(CLIP, path)
    samples, rate = soundfile.read(CLIP, dtype="int16")
    soundfile.write(tmp_path / "gsm.wav", samples, rate, subtype="GSM610")
    (tmp_path / "letter.wav").write_text("Dear reader")
    done = run_command(
        [*COMMAND, "predict", *paths, tmp_path / "letter.wav", tmp_path / "gsm.wav"],
        env=env,
    )
    assert done.returncode == 1
    lines = done.stdout.splitlines()
    assert len(lines) == 4
    assert all(": seven  7  " in line for line in lines)
    assert "letter.wav: is not a recording" in the_line(done)


def test_an_error_nobody_foresaw_is_the_error_of_its_file_alone(env, home, tmp_path):
    broken = tmp_path / "broken.flac"
    shutil.copy(CLIP, broken)
    code = (
        "import sys\n"
        "import desktop.commands.predict as predict\nload = predict.load\n"
        "def faulty(file, **more):\n"
        "    if str(file).endswith('broken.flac'):\n        raise ZeroDivisionError('by chance')\n"
        "    return load(file, **more)\n"
        "predict.load = faulty\n"
        "from desktop.cli import main\nsys.exit(main(sys.argv[1:]))\n"
    )
    done = run_command(
        [COMMAND[0], "-c", code, "predict", "--json", str(broken), str(CLIP)],
        env=env,
    )
    assert done.returncode == 1
    line = the_line(done)
    assert line.startswith(
        f"spoken-digits: {broken}: internal error (ZeroDivisionError: by chance)"
    )
    failed, answered = records(done.stdout)
    assert failed == {"file": str(broken), "error": line.removeprefix("spoken-digits: ")}
    assert answered["digit"] == 7
    (log,) = home.rglob("spoken-digits.log")
    assert "Traceback" in log.read_text("utf-8")
