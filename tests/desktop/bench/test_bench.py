"""``spoken-digits bench`` measures all stages; the tests do not check the speed."""

import shutil
import time

import numpy as np
import psutil
import pytest
import soundfile

from core.audio import AudioError, load
from core.bundle import load_bundle
from core.classifier import Classifier
from desktop.bench import busy, rivals
from desktop.bench.busy import busy_core
from desktop.bench.clips import Clip, demo_clips, find_clips
from desktop.bench.numbers import DIGITS, time_numbers
from desktop.bench.rivals import BaselineTime, Skipped, score_rivals, time_baseline
from desktop.bench.stages import ClipScore, spread
from desktop.commands.bench import stages
from tests.harness.program import AUDIO, records, run

STAGES = {"resample", "segment", "spectrogram", "mlp", "decision", "answer"}

RIVAL = """
import json, sys
name, *files = [a for a in sys.argv[1:] if a != "--json"]
if name == "pocketsphinx":
    sys.exit("the model is missing")
print(json.dumps({"peer": name, "files": len(files), "accuracy": 0.5, "p50_ms": 2, "p99_ms": 3}))
"""


@pytest.fixture
def data(tmp_path):
    """A folder of clips, laid out like ../shared/data."""
    folder = tmp_path / "data" / "digits" / "speech_commands" / "somebody"
    folder.mkdir(parents=True)
    for clip in sorted(AUDIO.glob("[0-9]_*.flac")):
        shutil.copy(clip, folder)
    return tmp_path / "data"


@pytest.fixture
def no_peers(tmp_path, monkeypatch):
    monkeypatch.setenv("SPOKEN_DIGITS_PEERS", str(tmp_path / "nowhere"))


def test_clips_of_speech_commands_are_used_if_available(data):
    clips = find_clips({"SPOKEN_DIGITS_DATA": str(data)})
    assert [clip.digit for clip in clips] == [digit for digit in range(10) for _ in range(2)]
    assert all(clip.path is not None for clip in clips)


def test_otherwise_the_clips_are_from_the_demo(tmp_path):
    clips = find_clips({"SPOKEN_DIGITS_DATA": str(tmp_path)})
    assert len(clips) == 3 * len(demo_clips())
    assert {clip.digit for clip in clips} == set(range(10))
    assert all(np.abs(clip.samples).max() > 0.01 for clip in clips)


def test_clips_of_another_language_are_in_a_folder_of_their_own(tmp_path):
    with pytest.raises(AudioError, match="no recordings of German digits"):
        find_clips({"SPOKEN_DIGITS_DATA": str(tmp_path)}, "de")
    folder = tmp_path / "languages" / "de" / "corpus" / "someone"
    folder.mkdir(parents=True)
    soundfile.write(folder / "7_someone_0.ogg", np.zeros(8_000, np.float32), 16_000)
    (folder / "7_notes.txt").touch()
    (clip,) = find_clips({"SPOKEN_DIGITS_DATA": str(tmp_path)}, "de")
    assert clip.digit == 7


def test_a_spread_has_mean_and_percentiles():
    measured = spread(list(range(101)))
    assert (measured.n, measured.mean) == (101, 50.0)
    assert (measured.p50, measured.p95, measured.p99) == (50.0, 95.0, 99.0)


def test_one_process_keeps_a_core_busy_until_the_end():
    children = psutil.Process().children
    before = children()
    with busy_core():
        (loop,) = [child for child in children() if child not in before]
        assert loop.is_running()
    assert not loop.is_running()
    with busy_core(is_wanted=False):
        assert children() == before


def test_a_busy_loop_that_ended_early_is_an_error(monkeypatch):
    # As in a packaged program, which has no Python interpreter.
    monkeypatch.setattr(busy, "_LOOP", "raise SystemExit")
    before = psutil.Process().children()

    def wait_for_its_end():
        (loop,) = [child for child in psutil.Process().children() if child not in before]
        while loop.status() != psutil.STATUS_ZOMBIE:
            time.sleep(0.01)

    with pytest.raises(RuntimeError, match="did not run"), busy_core():
        wait_for_its_end()


def test_numbers_in_one_breath_are_timed():
    classifier = Classifier(load_bundle())
    clips = [Clip(int(path.name[0]), load(path), path) for path in sorted(AUDIO.glob("?_slt_0.*"))]
    assert len(clips) == DIGITS
    times = time_numbers(clips, classifier)
    assert times is not None
    assert times.spoken == DIGITS
    assert times.found >= DIGITS - 2
    assert times.number.n >= 1
    assert 0 < times.number.p50 <= times.number.p99
    assert times.shown.n == times.found
    assert times.shown.p50 > 0  # a digit is not shown before it ends
    assert times.cpu_percent > 0
    assert time_numbers(clips[:-1], classifier) is None


def runs_bench(test):
    """Mark a test that uses `report`, which takes half a minute on an idle machine."""
    return pytest.mark.slow(pytest.mark.timeout(400)(test))


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    """The JSON of one run."""
    from tests.harness.program import environment

    home = tmp_path_factory.mktemp("home")
    env = environment(home, SPOKEN_DIGITS_DATA=str(home), SPOKEN_DIGITS_PEERS=str(home))
    done = run("bench", "--json", env=env, timeout=300)
    assert done.returncode == 0, done.stderr
    (record,) = records(done.stdout)
    return record


@runs_bench
def test_every_stage_has_percentiles(report):
    assert set(report["stages"]) == STAGES
    for stage in report["stages"].values():
        assert 0 < stage["p50_ms"] <= stage["p95_ms"] <= stage["p99_ms"]
        assert stage["n"] > 0
    blocks, answers = report["stages"]["resample"]["n"], report["stages"]["mlp"]["n"]
    assert blocks == report["stages"]["segment"]["n"] > answers
    assert answers == report["answers"] >= report["utterances"] >= report["clips"] == 51


@runs_bench
def test_the_latency_is_the_sum_of_its_stages(report):
    parts = sum(report["stages"][name]["mean_ms"] for name in ("spectrogram", "mlp", "decision"))
    assert report["stages"]["answer"]["mean_ms"] == pytest.approx(parts, rel=0.01)


@runs_bench
def test_provisional_results_come_before_final_ones(report):
    ends = report["word_end"]
    assert 0 < ends["provisional"]["p50_ms"] < ends["final"]["p50_ms"]


@runs_bench
def test_this_program_is_scored_and_skipped_recognizers_are_named(report):
    (ours,) = report["clip_scores"]
    assert ours["name"] == "spoken-digits"
    assert ours["clips"] == report["clips"]
    assert 0 <= ours["accuracy"] <= 1
    assert {"spelling_cnn", "pocketsphinx"} <= {skipped["name"] for skipped in report["skipped"]}
    assert report["clips_from"] == "demo"
    assert report["machine"]


@pytest.mark.slow
@pytest.mark.usefixtures("no_peers")
def test_without_json_the_output_is_a_table(data, monkeypatch, capsys):
    monkeypatch.setenv("SPOKEN_DIGITS_DATA", str(data))
    skipped = Skipped("baseline", "takes half a minute; `report` has timed it")
    monkeypatch.setattr(stages, "time_baseline", lambda: skipped)
    assert stages.run(as_json=False) == 0
    printed = capsys.readouterr().out
    assert "endpoint to digit" in printed
    assert "(speech_commands)" in printed
    assert "spelling_cnn" in printed


def test_a_damaged_clip_is_an_error(data):
    path = next(data.rglob("0_*.flac"))
    path.write_bytes(path.read_bytes()[:100])
    with pytest.raises(AudioError, match=path.name):
        find_clips({"SPOKEN_DIGITS_DATA": str(data)})


@pytest.mark.usefixtures("no_peers")
def test_missing_recognizers_are_skipped():
    skipped = score_rivals([Clip(0, np.zeros(1, np.float32))])
    assert [(type(one), one.name) for one in skipped] == [
        (Skipped, "spelling_cnn"),
        (Skipped, "pocketsphinx"),
    ]


@pytest.fixture
def peers(tmp_path, monkeypatch):
    """A ``recognize.py`` with the output format of the real one and no dependencies."""
    (tmp_path / "recognize.py").write_text(RIVAL)
    monkeypatch.setenv("SPOKEN_DIGITS_PEERS", str(tmp_path))
    monkeypatch.setattr(rivals, "RIVALS", {"spelling_cnn": ("json",), "pocketsphinx": ("json",)})


@pytest.mark.usefixtures("peers")
def test_other_recognizers_run_on_the_same_clips_and_failures_are_reported(data):
    scored, failed = score_rivals(find_clips({"SPOKEN_DIGITS_DATA": str(data)}))
    assert scored == ClipScore("spelling_cnn", 20, 0.5, 2.0, 3.0)
    assert failed == Skipped("pocketsphinx", "failed (the model is missing)")


@pytest.mark.usefixtures("peers")
def test_missing_packages_are_named(monkeypatch, data):
    monkeypatch.setattr(rivals, "RIVALS", {"spelling_cnn": ("no_such_package", "json")})
    (skipped,) = score_rivals(find_clips({"SPOKEN_DIGITS_DATA": str(data)}))
    assert isinstance(skipped, Skipped)
    assert "no_such_package" in skipped.reason
    assert "json" not in skipped.reason


def test_the_baseline_is_timed_if_available(monkeypatch):
    answer = {"p50_ms": 90, "p95_ms": 99, "p99_ms": 120, "parameters": 7, "size_mb": 2.5}
    monkeypatch.setattr(rivals, "find_spec", lambda name: name)
    monkeypatch.setattr(rivals, "_last_json", lambda arguments: answer)
    timed = time_baseline()
    if isinstance(timed, Skipped):
        assert "models/evaluation/baseline.py" in timed.reason
    else:
        assert timed == BaselineTime(90.0, 99.0, 120.0, 7, 2.5)


def test_without_tensorflow_the_baseline_is_skipped(monkeypatch):
    monkeypatch.setattr(rivals, "find_spec", lambda name: None)
    skipped = time_baseline()
    assert isinstance(skipped, Skipped)
    assert "tensorflow" in skipped.reason


@pytest.mark.parametrize(
    ("code", "answer"),
    [
        ("print('noise'); print('{\"a\": 1}')", {"a": 1}),
        ("print('noise')", "did not print JSON"),
        ("", "failed (no output)"),
        ("raise SystemExit('sorry')", "failed (sorry)"),
    ],
)
def test_the_last_line_of_the_output_is_parsed(code, answer):
    assert rivals._last_json(["-c", code]) == answer


def test_clips_are_resampled_and_mixed_down(tmp_path):
    folder = tmp_path / "digits" / "speech_commands"
    folder.mkdir(parents=True)
    soundfile.write(folder / "3_x_0.flac", np.full((8000, 2), 0.1, np.float32), 8000)
    (clip,) = find_clips({"SPOKEN_DIGITS_DATA": str(tmp_path)})
    assert len(clip.samples) == 16_000
    assert clip.digit == 3
