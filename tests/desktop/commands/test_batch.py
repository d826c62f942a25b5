"""``predict`` over folders: in order, on several processes, resumed, and with a crash contained."""

from __future__ import annotations

import csv
import errno
import json
import multiprocessing
import os
import shutil
import signal
import sys
import time
from dataclasses import replace
from pathlib import Path

import psutil
import pytest
import soundfile

from desktop.commands import batch
from tests.harness.program import AUDIO, environment, records, run, start, the_line


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Twelve clips in two folders, a letter, and a recording that is none."""
    found = tmp_path / "clips"
    (found / "b").mkdir(parents=True)
    for digit in range(10):
        target = found / "b" if digit > 5 else found
        shutil.copy(AUDIO / f"{digit}_slt_0.flac", target / f"{digit}.flac")
    (found / "letter.txt").write_text("no recording")
    (found / "broken.wav").write_bytes(b"RIFF")
    return found


def digits(found: list[dict]) -> list[int | None]:
    return [record.get("digit") for record in found]


@pytest.mark.slow
def test_a_folder_is_answered_in_order(folder: Path, tmp_path: Path) -> None:
    done = run("predict", "--json", "--jobs", 2, folder, env=environment(tmp_path))
    assert done.returncode == 1  # broken.wav
    found = records(done.stdout)
    assert [Path(record["file"]).name for record in found] == [
        *(f"{digit}.flac" for digit in range(6)),
        "broken.wav",
        *(f"{digit}.flac" for digit in range(6, 10)),
    ]
    assert digits(found) == [0, 1, 2, 3, 4, 5, None, 6, 7, 8, 9]
    assert "error" in found[6]
    assert "broken.wav" in the_line(done)


@pytest.mark.slow
@pytest.mark.parametrize("suffix", [".jsonl", ".csv"])
def test_an_interrupted_run_is_resumed(folder: Path, tmp_path: Path, suffix: str) -> None:
    output, env = tmp_path / f"out{suffix}", environment(tmp_path)
    (folder / "broken.wav").unlink()
    assert run("predict", "--jobs", 1, "--output", output, folder, env=env).returncode == 0
    whole = output.read_bytes()
    lines = whole.splitlines(keepends=True)
    output.write_bytes(b"".join(lines[:4]) + lines[4][:9])  # killed while it wrote
    done = run("predict", "--jobs", 1, "--output", output, "--resume", folder, env=env)
    assert done.returncode == 0
    assert digits_in(output) == digits_in_bytes(whole, suffix, tmp_path) == list(range(10))


def digits_in(output: Path) -> list[int]:
    with output.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file) if output.suffix == ".csv" else map(json.loads, file)
        return [int(row["digit"]) for row in rows]


def digits_in_bytes(content: bytes, suffix: str, folder: Path) -> list[int]:
    copy = folder / f"copy{suffix}"
    copy.write_bytes(content)
    return digits_in(copy)


@pytest.mark.slow
@pytest.mark.parametrize("suffix", [".jsonl", ".csv"])
def test_an_error_of_the_interrupted_run_is_not_forgotten(
    folder: Path, tmp_path: Path, suffix: str
) -> None:
    output, env = tmp_path / f"out{suffix}", environment(tmp_path)
    words = ("predict", "--jobs", 1, "--output", output)
    first = run(*words, folder / "broken.wav", env=env)
    assert first.returncode == 1
    assert first.stderr.endswith(f"{output}: 1 answer (1 error).\n")
    second = run(*words, "--resume", folder / "broken.wav", folder / "0.flac", env=env)
    assert second.returncode == 1
    kept, added = second.stderr.splitlines()
    assert kept.startswith(f"{output}: contains 1 answer (1 error); the others follow. Errors are")
    assert added == f"{output}: 1 answer added."


def test_an_output_of_another_program_is_not_overwritten(folder: Path, tmp_path: Path) -> None:
    output = tmp_path / "out.jsonl"
    output.write_text('{"name": "no answer"}\n')
    done = run("predict", "--output", output, "--resume", folder, env=environment(tmp_path))
    assert done.returncode == 1
    assert "was not written by predict" in done.stderr
    assert "Traceback" not in done.stderr
    assert output.read_text() == '{"name": "no answer"}\n'


@pytest.mark.parametrize(
    ("options", "text"),
    [
        (["--jobs", "0"], "must be a number from 1 to 256"),
        (["--resume"], "--resume needs --output"),
        (["--output", "a.xml"], ".jsonl or .csv"),
        (["--rate", "8000", "-"], "'-' cannot be used with --jobs, --output or a folder"),
    ],
)
def test_wrong_options(tmp_path: Path, options: list[str], text: str) -> None:
    done = run("predict", *options, tmp_path, env=environment(tmp_path))
    assert done.returncode == 2
    assert text in the_line(done)


@pytest.mark.slow
def test_a_folder_without_recordings(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    done = run("predict", tmp_path / "empty", env=environment(tmp_path))
    assert (done.returncode, done.stdout) == (1, "")
    assert "no recordings" in the_line(done)


def test_recordings_of_a_folder_that_cannot_be_read_are_not_left_out(folder: Path) -> None:
    (folder / "b" / "memo.M4A").write_bytes(b"\0\0\0\x20ftypM4A ")
    (folder / "b" / "._6.flac").write_bytes(b"written by macOS")
    names = [Path(name).name for name in batch.recordings([str(folder / "b")])]
    assert names == ["6.flac", "7.flac", "8.flac", "9.flac", "memo.M4A"]


@pytest.mark.skipif(os.name == "nt", reason="Windows lets only administrators make links")
def test_hidden_folders_and_links_are_left_out(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(folder / "b", folder / ".Trash-1000")
    (folder / "c").symlink_to(folder / "b", target_is_directory=True)
    names = [Path(name) for name in batch.recordings([str(folder)])]
    assert {name.parent.name for name in names} == {"clips", "b"}
    assert len(names) == 11
    assert f"{folder / 'c'}: is a link to a folder, left out" in capsys.readouterr().err


def test_a_folder_that_cannot_be_read_gets_an_error(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Root may read all folders, so the system's answer is replaced."""
    locked, scandir = str(folder / "b"), os.scandir

    def refuse(path: str) -> object:
        if path == locked:
            raise PermissionError(errno.EACCES, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    names = list(batch.recordings([str(folder)]))
    assert [Path(name).name for name in names[-2:]] == ["broken.wav", "b"]
    assert list(batch.recordings([locked])) == [locked]
    assert batch._why_not_read(locked) == f"{locked}: may not be read; change its permissions"


@pytest.mark.parametrize("suffix", [".jsonl", ".csv"])
@pytest.mark.parametrize("content", [b"my notes", b"my notes\nwithout an end", b"\xff\n\xff"])
def test_a_file_of_somebody_else_is_unchanged_by_resume(
    tmp_path: Path, suffix: str, content: bytes
) -> None:
    path = tmp_path / f"notes{suffix}"
    path.write_bytes(content)
    with pytest.raises(ValueError, match="was not written by predict"):
        batch._answered(path, is_csv=suffix == ".csv")
    assert path.read_bytes() == content


@pytest.mark.parametrize("suffix", [".jsonl", ".csv"])
def test_an_output_is_resumed_wherever_it_was_cut(tmp_path: Path, suffix: str) -> None:
    """Also within the first line, or within a letter; also if names are no text."""
    path, names = tmp_path / f"out{suffix}", ["é.wav", "caf\udce9.wav"]
    request = batch.Request((), jobs=1, output=path)
    with batch._writer(request) as writer:
        for name in names:
            writer.write(name, batch.Answer({"file": name, "digit": 7}, "7", []))
    whole = path.read_bytes()
    for length in range(len(whole) + 1):
        path.write_bytes(whole[:length])
        with batch._writer(replace(request, resume=True)) as writer:
            for name in names:
                if writer.name_of(name) not in writer.done:
                    writer.write(name, batch.Answer({"file": name, "digit": 7}, "7", []))
        assert path.read_bytes() == whole


def test_the_table_has_the_confidence_of_a_number(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    digits = [{"confidence": 0.9}, {"confidence": 0.6}]
    record = {"file": "a.wav", "number": "42", "digits": digits}
    with batch._writer(batch.Request((), jobs=1, output=path)) as writer:
        writer.write("a.wav", batch.Answer(record, "42", []))
    with path.open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["number"], row["confidence"]) == ("42", "0.6")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_named_pipe_in_a_folder_does_not_block(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "live.wav")
    (tmp_path / "gone.wav").symlink_to(tmp_path / "nowhere.wav")
    names = [Path(name).name for name in batch.recordings([str(tmp_path)])]
    assert names == ["gone.wav"]  # it gets an error


def crash_on_five(file: str) -> batch.Answer:
    """In place of recognition: a decoder that takes its process with it."""
    if file == "5":
        os._exit(1)
    return batch.Answer({"file": file}, file, [])


@pytest.mark.slow
def test_a_decoder_that_crashes_costs_one_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "_recognize", crash_on_five)
    request = batch.Request((), jobs=2)
    answers = list(batch._answers(iter("0123456789"), request))
    assert [name for name, _ in answers] == list("0123456789")
    assert [name for name, answer in answers if answer.text is None] == ["5"]


def crash_on_twenty(file: str) -> batch.Answer:
    """Crashes as soon as the file that `MAY_CRASH` names exists."""
    if file == "20":
        while not Path(os.environ[MAY_CRASH]).exists():
            time.sleep(0.02)
        os._exit(1)
    return batch.Answer({"file": file}, file, [])


MAY_CRASH = "SPOKEN_DIGITS_TEST_MAY_CRASH"


@pytest.mark.slow
def test_a_crash_while_the_answers_are_read_slowly_costs_one_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The pool is then broken before the next file is given to it."""
    monkeypatch.setattr(batch, "_recognize", crash_on_twenty)
    monkeypatch.setenv(MAY_CRASH, str(tmp_path / "now"))
    names = [str(number) for number in range(50)]  # more than are on their way at a time
    others = set(multiprocessing.active_children())
    answers = batch._answers(iter(names), batch.Request((), jobs=2))
    given = [next(answers)]
    (tmp_path / "now").touch()
    deadline = time.monotonic() + 60
    while left := set(multiprocessing.active_children()) - others:  # the other one is ended, too
        assert time.monotonic() < deadline, left
        time.sleep(0.05)
    given += answers
    assert [name for name, _ in given] == names
    assert [name for name, answer in given if answer.text is None] == ["20"]


@pytest.mark.slow
def test_a_recording_that_is_cut_short_is_answered_with_a_warning(tmp_path: Path) -> None:
    samples, rate = soundfile.read(AUDIO / "7_slt_0.flac", dtype="int16")
    soundfile.write(tmp_path / "cut.wav", samples, rate)
    content = (tmp_path / "cut.wav").read_bytes()
    (tmp_path / "cut.wav").write_bytes(content[: -len(content) // 20])
    shutil.copy(AUDIO / "8_slt_0.flac", tmp_path / "whole.flac")
    output = tmp_path / "out.csv"
    files = (tmp_path / "cut.wav", tmp_path / "whole.flac")
    done = run("predict", "--jobs", 1, "--output", output, *files, env=environment(tmp_path))
    assert done.returncode == 0, done.stderr
    with output.open(encoding="utf-8", newline="") as file:
        cut, whole = csv.DictReader(file)
    assert (cut["digit"], whole["digit"]) == ("7", "8")
    assert "cut.wav: is cut short" in cut["warnings"]
    assert (cut["error"], whole["warnings"]) == ("", "")


def test_names_of_a_folder_are_read_as_they_are_needed(folder: Path) -> None:
    names = batch.recordings([str(folder / "letter.txt"), str(folder)])
    assert next(names).endswith("letter.txt")  # named by the person, so it is tried
    assert Path(next(names)).name == "0.flac"


def _is_importing(process: psutil.Process) -> bool:
    """Whether the process has begun to import the program's libraries."""
    try:
        return any("numpy" in part.path for part in process.memory_maps())
    except psutil.Error:
        return False


@pytest.mark.slow
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs /proc")
def test_ctrl_c_while_the_processes_start_prints_no_traceback(folder: Path, tmp_path: Path) -> None:
    process = start("predict", "--jobs", 2, folder, env=environment(tmp_path))
    workers: list[psutil.Process] = []
    while len(workers) < 2:
        assert process.poll() is None
        tree = psutil.Process(process.pid).children(recursive=True)
        workers = [one for one in tree if _is_importing(one)]
    for one in (*workers, process):  # as a terminal does
        one.send_signal(signal.SIGINT)
    _, errors = process.communicate()
    assert process.returncode == 130
    assert "Traceback" not in errors


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGTERM that a process can get")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_no_process_is_left_when_the_main_process_is_killed(
    folder: Path, tmp_path: Path, number: signal.Signals
) -> None:
    many = [folder] * 200
    process = start("predict", "--jobs", 2, *many, env=environment(tmp_path))
    try:
        assert process.stdout is not None
        process.stdout.readline()
        workers = psutil.Process(process.pid).children(recursive=True)
        assert len(workers) >= 2
    finally:
        process.send_signal(number)
        process.wait()
        process.communicate()
    psutil.wait_procs(workers, timeout=60)
    assert not [one for one in workers if one.is_running() and one.status() != "zombie"]
