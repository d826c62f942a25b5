"""``spoken-digits enroll``, ``profiles`` and ``--profile``.

The speaker says "one" for zero, "two" for one and so on, which only a profile can recognize.
"""

from __future__ import annotations

import dataclasses
import hashlib
import io
import json
import re
import shutil
from pathlib import Path
from subprocess import CompletedProcess

import numpy as np
import pytest
import soundfile

from core.audio import SAMPLE_RATE, load
from core.bundle import default_bundle_directory, load_bundle
from core.classifier import Classifier
from core.profiles.profile import Profile, ProfileError
from core.profiles.profile_file import read_profile, write_profile
from core.profiles.takes import Take
from core.recognizer import recognize_recording
from desktop.arguments import parse
from desktop.audio.listener import SourceState, Stamps
from desktop.commands.enroll.from_microphone import (
    Inbox,
    TakeBack,
    _ask,
    _stopped_text,
    takes_in_total,
)
from desktop.commands.enroll.request import EnrolRequest
from desktop.enrolment import Enrolment
from desktop.profiles import empty_profile, profile_path
from tests.harness.program import AUDIO, environment, records, run, the_line


@pytest.fixture
def env(env: dict[str, str], home: Path) -> dict[str, str]:
    return env | {"XDG_DATA_HOME": str(home / "data")}


@pytest.fixture(scope="module")
def takes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two takes of each digit; the speaker says the next digit. Not to be changed."""
    made = tmp_path_factory.mktemp("takes")
    for digit in range(10):
        said = load(AUDIO / f"{(digit + 1) % 10}_slt_0.flac")
        for name, gain in (("near", 1.0), ("far", 0.5)):
            soundfile.write(made / f"{digit}_{name}.flac", said * gain, SAMPLE_RATE)
    return made


@pytest.fixture
def folder(takes: Path, tmp_path: Path) -> Path:
    """A copy of the takes that the test may change."""
    return Path(shutil.copytree(takes, tmp_path / "takes"))


@pytest.fixture(scope="module")
def enrolment(
    takes: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[CompletedProcess[str], Path]:
    """The output of an enrolment of Ann from the takes, and her profile."""
    home = tmp_path_factory.mktemp("home")
    env = environment(home, XDG_DATA_HOME=str(home / "data"))
    return run("enroll", "--profile", "ann", "--from", takes, "--json", env=env), stored(home)


@pytest.fixture
def ann(enrolment: tuple[CompletedProcess[str], Path], home: Path) -> Path:
    """A copy of Ann's profile, in the home folder of the test."""
    path = stored(home)
    path.parent.mkdir(parents=True)
    return Path(shutil.copy(enrolment[1], path))


def stored(home: Path, name: str = "ann") -> Path:
    return home / "data" / "spoken-digits" / "profiles" / f"{name}.voice"


def test_a_profile_from_a_folder_changes_the_results(env, enrolment, ann):
    done, path = enrolment
    assert (done.returncode, done.stderr) == (0, "")
    (told,) = records(done.stdout)
    assert told["takes"] == [2] * 10
    assert told["is_used"] is True
    assert "20 of 20 recordings are wrong" in told["summary"]
    assert (told["verdict"], told["still_wrong"]) == ("helps", [])
    assert Path(told["path"]) == path

    clip = AUDIO / "4_slt_0.flac"
    plain, hers = (
        records(run("predict", "--json", *more, clip, env=env).stdout)[0]["digit"]
        for more in ((), ("--profile", "ann"))
    )
    assert (plain, hers) == (4, 3)

    heard = run("listen", "--json", "--fast", "--profile", "ann", "--input", clip, env=env)
    assert [line["digit"] for line in records(heard.stdout) if line["type"] == "digit"] == [3]


@pytest.mark.slow
def test_takes_are_added_once_unless_the_profile_is_replaced(env, folder, ann):
    said = load(AUDIO / "8_slt_0.flac")
    soundfile.write(folder / "7_farther.flac", 0.3 * said, SAMPLE_RATE)
    enroll = ("enroll", "--profile", "Ann", "--from", folder, "--json")  # the case does not matter
    done = run(*enroll, env=env)
    assert records(done.stdout)[0]["takes"] == [2] * 7 + [3] + [2] * 2
    assert "has 20 recordings, and new ones are added" in done.stderr
    assert "20 recordings were left out, since the profile has them already" in done.stderr
    for path in folder.glob("7_*"):
        path.unlink()
    told = records(run(*enroll, "--replace", env=env).stdout)[0]
    assert told["takes"] == [2] * 7 + [0] + [2] * 2
    listed = run("profiles", env=env).stdout
    assert "Unfinished: no recordings of 7." in listed
    predicted = run("predict", "--profile", "ann", AUDIO / "4_slt_0.flac", env=env)
    assert "is unfinished" in the_line(predicted)


def test_an_unfinished_profile_is_not_offered_for_use(env, tmp_path):
    (tmp_path / "few").mkdir()
    shutil.copy(AUDIO / "7_slt_0.flac", tmp_path / "few")
    done = run("enroll", "--profile", "ann", "--from", tmp_path / "few", env=env)
    assert done.returncode == 0
    first, second = done.stdout.splitlines()
    assert first.startswith("ann: 1 recording. ")
    assert second == "It is unfinished: there are no recordings of 0, 1, 2, 3, 4, 5, 6, 8, 9."
    assert "ann: English, 1 recording. Unfinished" in run("profiles", env=env).stdout


def test_a_number_of_takes_and_a_folder_exclude_each_other(env, takes):
    done = run("enroll", "--profile", "ann", "--from", takes, "--takes", "1", env=env)
    assert done.returncode == 2
    assert "--takes cannot be used with --from" in the_line(done)


def test_bad_files_are_reported_and_the_others_are_used(env, folder):
    (folder / "3_broken.wav").write_bytes(b"RIFF")
    (folder / "seven.flac").write_bytes((AUDIO / "7_slt_0.flac").read_bytes())
    (folder / "notes.txt").write_text("not a recording")
    done = run("enroll", "--profile", "ann", "--from", folder, env=env)
    assert done.returncode == 1
    assert "20 recordings" in done.stdout
    assert "Several digits in one breath are recognized without it." in done.stdout
    lines = done.stderr.splitlines()
    assert len(lines) == 3
    assert "1 file was ignored" in lines[0]
    assert "notes.txt" in lines[0]
    assert "3_broken.wav" in lines[1]
    assert "does not begin with the digit" in lines[2]


def test_a_take_unlike_the_others_of_its_digit_is_left_out(env, tmp_path):
    folder = tmp_path / "wrong name"
    folder.mkdir()
    for clip in AUDIO.glob("[0-9]_*.flac"):
        shutil.copy(clip, folder / clip.name)
    (folder / "2_slt_0.flac").rename(folder / "5_slip.flac")
    done = run("enroll", "--profile", "ann", "--from", folder, env=env)
    assert done.returncode == 1
    assert "5_slip.flac: left out: sounds like 2, unlike the other" in the_line(done)
    assert "19 recordings" in done.stdout


def test_a_take_with_an_accent_that_is_alone_is_told_how_to_be_used(env, tmp_path):
    folder = tmp_path / "accent"
    folder.mkdir()
    for digit in range(9):
        shutil.copy(AUDIO / f"{digit}_slt_0.flac", folder)
    shutil.copy(AUDIO / "5_awb_0.flac", folder / "9_accent.flac")
    done = run("enroll", "--profile", "ann", "--from", folder, env=env)
    assert done.returncode == 1
    assert (
        "9_accent.flac: left out: sounds like 5, and there is no other recording of 9 to compare; "
        "add one said in the same way" in the_line(done)
    )


def test_several_digits_in_one_file_are_no_take(env, tmp_path):
    """With them in the profile, "44" would be "4"."""
    folder = tmp_path / "twice"
    folder.mkdir()
    words = [load(AUDIO / "4_slt_0.flac")] * 2
    words = [word[np.flatnonzero(np.abs(word) > 0.05)[0] :] for word in words]
    words = [word[: np.flatnonzero(np.abs(word) > 0.05)[-1]] for word in words]
    quiet = np.zeros(SAMPLE_RATE // 2, np.float32)
    soundfile.write(folder / "4_twice.wav", np.concatenate([quiet, *words, quiet]), SAMPLE_RATE)
    (folder / "7_phone.m4a").write_bytes(b"\0\0\0\x20ftypM4A " + bytes(100))
    shutil.copy(AUDIO / "4_slt_0.flac", folder)
    done = run("enroll", "--profile", "ann", "--from", folder, env=env)
    assert done.returncode == 1
    assert "ann: 1 recording" in done.stdout
    twice, phone = done.stderr.splitlines()
    assert "4_twice.wav: holds several digits; record each in a file of its own" in twice
    assert "7_phone.m4a: is an M4A or MP4 file" in phone
    assert "ffmpeg" in phone


@pytest.mark.slow
def test_audio_is_added_to_known_takes_and_kept_from_then_on(env, home, tmp_path):
    folder = tmp_path / "few"
    folder.mkdir()
    shutil.copy(AUDIO / "7_slt_0.flac", folder)
    enroll = ("enroll", "--profile", "ann", "--from", folder)
    run(*enroll, env=env)
    shutil.copy(AUDIO / "8_slt_0.flac", folder)
    (folder / "7_slt_0.flac").rename(tmp_path / "7_slt_0.flac")
    run(*enroll, "--keep-audio", env=env)
    assert "ann: English, 2 recordings, audio of 1 of 2 kept." in run("profiles", env=env).stdout
    assert records(run("profiles", "--json", env=env).stdout)[0]["keeps_audio"] is False

    (tmp_path / "7_slt_0.flac").rename(folder / "7_slt_0.flac")
    done = run(*enroll, "--keep-audio", env=env)
    assert "since the profile has them already; the audio of 1 was added" in done.stderr
    assert "2 recordings, audio kept." in run("profiles", env=env).stdout
    assert records(run("profiles", "--json", env=env).stdout)[0]["keeps_audio"] is True

    shutil.copy(AUDIO / "9_slt_0.flac", folder)
    run(*enroll, env=env)
    assert read_profile(stored(home)).has_all_audio


@pytest.mark.slow
def test_a_profile_of_another_model_is_ignored_or_converted(env, takes, ann, tmp_path):
    bundle = tmp_path / "bundle"
    shutil.copytree(default_bundle_directory(), bundle)
    described = json.loads((bundle / "bundle.json").read_text())
    # Extra bytes at the end: the same model with another hash.
    model = bytearray((bundle / "digits.tflite").read_bytes())
    model += b"\0" * 16
    (bundle / "digits.tflite").write_bytes(model)
    described["model"]["sha256"] = hashlib.sha256(model).hexdigest()
    (bundle / "bundle.json").write_text(json.dumps(described))
    clip = AUDIO / "4_slt_0.flac"
    predict = ("predict", "--json", "--bundle", bundle, clip, "--profile")

    done = run(*predict, "ann", env=env)
    assert done.returncode == 0
    assert "made for another model and is not used" in the_line(done)
    assert records(done.stdout)[0]["digit"] == 4
    more = run("enroll", "--profile", "ann", "--from", takes, "--bundle", bundle, env=env)
    assert more.returncode == 1
    assert "--replace" in the_line(more)

    run("enroll", "--profile", "kept", "--from", takes, "--keep-audio", env=env)
    done = run(*predict, "kept", env=env)
    assert "was converted for this model" in the_line(done)
    assert records(done.stdout)[0]["digit"] == 3
    assert run(*predict, "kept", env=env).stderr == ""  # only once


def test_a_profile_that_does_not_help_is_said_to_be_not_used(env, home, ann):
    profile = read_profile(ann)
    write_profile(dataclasses.replace(profile, adaptation=None, summary="It does not help."), ann)
    done = run("predict", "--profile", "ann", AUDIO / "4_slt_0.flac", env=env)
    assert the_line(done).endswith("profile ann: is not used. It does not help.")


def test_companions_of_macos_are_no_profiles(env, ann):
    (ann.parent / "._ann.voice").write_bytes(b"\0\5\x16\7")
    done = run("profiles", env=env)
    assert (done.returncode, len(done.stdout.splitlines()), done.stderr) == (0, 1, "")


def test_without_profiles_the_list_says_how_to_create_one(env):
    assert "There are no profiles" in run("profiles", env=env).stdout


def test_profiles_are_listed_exported_deleted_and_imported(env, home, ann, tmp_path):
    (listed,) = records(run("profiles", "--json", env=env).stdout)
    assert (listed["profile"], listed["takes"], listed["keeps_audio"]) == ("ann", [2] * 10, False)

    copy = tmp_path / "ann.voice"
    assert run("profiles", "--export", "ann", copy, env=env).returncode == 0
    assert "already exists" in the_line(run("profiles", "--export", "ann", copy, env=env))
    line = the_line(run("profiles", "--import", copy, env=env))
    assert "already exists; give it another name first with" in line
    too_long = tmp_path / ("x" * 300)
    line = the_line(run("profiles", "--export", "ann", too_long, env=env))
    assert "cannot be written (File name too long)" in line
    assert run("profiles", "--delete", "ann", env=env).returncode == 0
    assert not stored(home).exists()
    assert "there is no profile" in the_line(run("profiles", "--delete", "ann", env=env))
    bad = tmp_path / "bad.voice"
    bad.write_bytes(b"not a profile")
    assert "is not a profile" in the_line(run("profiles", "--import", bad, env=env))
    assert run("profiles", "--import", copy, env=env).returncode == 0
    assert stored(home).read_bytes() == copy.read_bytes()
    assert run("profiles", "--rename", "ann", "Anne", env=env).returncode == 0
    assert [one["profile"] for one in records(run("profiles", "--json", env=env).stdout)] == [
        "Anne"
    ]


@pytest.mark.parametrize(
    "command", [("predict", AUDIO / "7_slt_0.flac"), ("listen", "--demo", "--fast")]
)
def test_an_unusable_profile_gives_one_line_and_1(env, home, command):
    done = run(*command, "--profile", "nobody", env=env)
    assert done.returncode == 1
    assert "profile nobody" in the_line(done)
    stored(home).parent.mkdir(parents=True)
    stored(home).write_bytes(b"PK\3\4 and then nothing")
    done = run(*command, "--profile", "ann", env=env)
    assert done.returncode == 1
    assert "is damaged" in the_line(done)
    assert stored(home).exists()


@pytest.mark.parametrize(
    "words",
    [["--export", "nobody", "a.voice"], ["--rename", "nobody", "b"], ["--delete", "nobody"]],
)
def test_a_profile_that_does_not_exist_gives_one_line_and_1(env, words):
    done = run("profiles", *words, env=env)
    assert done.returncode == 1
    assert the_line(done) == (
        "spoken-digits: there is no profile nobody; to list all: spoken-digits profiles"
    )


@pytest.mark.parametrize(
    "name", ["../ann", "a/b", "", " ann", ".hidden", "con:", "x" * 81, "😀" * 80]
)
def test_names_that_cannot_be_file_names_are_refused(name):
    with pytest.raises(ProfileError, match="not a valid name"):
        profile_path(name)


def test_an_invalid_name_gives_one_line_and_1(env, takes):
    done = run("enroll", "--profile=../ann", "--from", takes, env=env)
    assert done.returncode == 1
    assert "not a valid name" in the_line(done)


def test_a_folder_without_takes_gives_one_line(env, tmp_path):
    done = run("enroll", "--profile", "ann", "--from", tmp_path, env=env)
    assert done.returncode == 1
    assert "whose names begin with a digit" in the_line(done)
    done = run("enroll", "--profile", "ann", "--from", tmp_path / "missing", env=env)
    assert done.returncode == 1
    assert "cannot be read" in the_line(done)


def test_a_folder_whose_recordings_are_all_unusable_is_called_so(env, home, tmp_path):
    (tmp_path / "7_monday.wav").write_bytes(b"not a recording")
    shutil.copy(AUDIO / "7_slt_0.flac", tmp_path / "monday.flac")
    done = run("enroll", "--profile", "ann", "--from", tmp_path, env=env)
    assert done.returncode == 1
    first, second, last = done.stderr.splitlines()
    assert "7_monday.wav" in first
    assert "the name does not begin with the digit" in second
    assert last == (
        f"spoken-digits: {tmp_path}: no usable recordings, so nothing was stored; see above"
    )
    assert not stored(home).exists()


def test_recordings_that_are_all_left_out_do_not_replace_a_profile(env, ann, home, tmp_path):
    shutil.copy(AUDIO / "5_slt_0.flac", tmp_path / "9_accent.flac")
    old = ann.read_bytes()
    for words in (["ann", "--replace"], ["Bob"]):
        done = run("enroll", "--profile", *words, "--from", tmp_path, env=env)
        assert done.returncode == 1
        assert done.stdout == ""
        first, last = done.stderr.splitlines()
        assert "9_accent.flac: left out: sounds like 5" in first
        assert "no usable recordings, so nothing was stored" in last
    assert ann.read_bytes() == old
    assert not stored(home, "Bob").exists()


ENROL = EnrolRequest("ann", replace=False, takes=1, keeps_sound=False, as_json=False)


class Keyboard(io.StringIO):
    def isatty(self):
        return True


@pytest.fixture
def asking(monkeypatch, tmp_path):
    """An enrolment in a terminal, and its inbox, which has begun to listen."""
    monkeypatch.setattr("sys.stdin", Keyboard())
    classifier = Classifier(load_bundle())
    profile = empty_profile("ann", classifier)
    enrolment = Enrolment(profile, classifier, tmp_path / "ann.voice", takes=1, seed=0)
    inbox = Inbox()
    inbox.on_state(SourceState("listening", "microphone"))
    return enrolment, inbox


def say_another(enrolment, inbox, *steps):
    """Say other words than the wanted one, as somebody does in another language."""
    for step in steps:
        clip = AUDIO / f"{(enrolment.wanted + step) % 10}_slt_0.flac"
        heard = recognize_recording(load(clip), Classifier(load_bundle()))
        assert heard.utterance is not None
        utterance = dataclasses.replace(heard.utterance, floor_db=-90.0)
        inbox.on_result(dataclasses.replace(heard, type="digit", utterance=utterance), None)


def test_digits_that_may_be_one_word_are_one_take():
    """The second part of a word must not be recorded for the next digit."""
    heard = recognize_recording(load(AUDIO / "0_slt_0.flac"), Classifier(load_bundle()))
    whole = heard.utterance
    assert whole is not None
    part = dataclasses.replace(heard, phrase=7, utterance=dataclasses.replace(whole, id=8))
    inbox, stamps = Inbox(), Stamps(0.0, 0.0, 0.0)
    inbox.on_result(dataclasses.replace(part, as_one=whole), stamps)
    inbox.on_result(dataclasses.replace(part, id=2, as_one=whole), stamps)
    inbox.on_result(dataclasses.replace(part, id=3, phrase=8), stamps)
    inbox.on_result(dataclasses.replace(part, id=4, phrase=8), stamps)
    inbox.on_line("")
    assert inbox.next() is whole
    assert inbox.next() is part.utterance
    assert isinstance(inbox.next(), TakeBack)


def test_what_is_refused_again_and_again_can_be_kept(asking, capsys):
    enrolment, inbox = asking
    digit = enrolment.wanted
    say_another(enrolment, inbox, 1, 2)  # two different words: neither is recorded
    inbox.on_line("K\n")
    inbox.on_state(SourceState("finished", "microphone"))
    assert _ask(ENROL, enrolment, inbox) == 1
    lines = [line.strip() for line in capsys.readouterr().out.splitlines()]
    assert "say: " in lines[0]
    assert "sounds like" in lines[1]
    assert "and not like the one before" in lines[3]
    assert re.fullmatch(r'If you said "\w+", type k and Enter to keep it.', lines[4])
    assert lines[6] == "recorded"
    assert [take.digit for take in enrolment.profile.takes] == [digit]


def test_only_what_was_refused_last_can_be_kept(asking, capsys):
    enrolment, inbox = asking
    say_another(enrolment, inbox, 0)
    inbox.on_line("keep")
    inbox.on_line("help")
    inbox.on_state(SourceState("finished", "microphone"))
    _ask(ENROL, enrolment, inbox)
    messages = capsys.readouterr().err
    assert "There is nothing to keep" in messages
    assert "type k and Enter to keep one that was refused" in messages  # the answer to "help"
    assert len(enrolment.profile.takes) == 1


def test_stopping_says_what_was_saved(asking, capsys):
    enrolment, inbox = asking
    assert _stopped_text(enrolment) == "Stopped. Nothing was recorded."
    say_another(enrolment, inbox, 0)
    inbox.on_state(SourceState("finished", "microphone"))
    _ask(ENROL, enrolment, inbox)
    capsys.readouterr()
    assert _stopped_text(enrolment).startswith("Stopped after 1 of 10 recordings, which are saved.")
    again = Enrolment(enrolment.profile, Classifier(load_bundle()), enrolment._path, takes=1)
    assert _stopped_text(again) == "Stopped. Nothing was recorded."


def test_one_refusal_is_no_reason_to_offer_to_keep_it(asking, capsys):
    enrolment, inbox = asking
    say_another(enrolment, inbox, 1)
    inbox.on_state(SourceState("finished", "microphone"))
    _ask(ENROL, enrolment, inbox)
    assert "type k" not in capsys.readouterr().out


def test_a_complete_profile_gets_more_takes_unless_a_number_is_given(ann, env):
    """Without a microphone nothing is recorded; it is opened only if something is asked for."""
    done = run("enroll", "--profile", "ann", "--takes", "1", env=env)
    assert (done.returncode, len(done.stderr.splitlines())) == (0, 1)
    assert "There are already 2 recordings of each digit. Leave --takes out to add 1 more, or" in (
        done.stderr
    )
    done = run("enroll", "--profile", "ann", env=env)  # three of each, as for a new profile
    assert "No microphone found" in done.stderr
    assert takes_in_total(asked_for(None), taught(3)) == 6
    assert takes_in_total(asked_for(None), taught(1)) == 3
    assert takes_in_total(asked_for(None), taught(3, summary="")) == 3  # only to learn
    assert takes_in_total(asked_for(5), taught(3)) == 5


def asked_for(takes: int | None) -> EnrolRequest:
    return dataclasses.replace(ENROL, takes=takes)


def taught(times: int, summary: str = "It helps.") -> Profile:
    row = np.zeros((1, 11), np.float32)
    takes = tuple(Take(digit, row, row) for digit in range(10) for _ in range(times))
    return Profile("ann", "", takes, (None,) * len(takes), summary=summary)


def test_enrolling_without_a_microphone_gives_one_line_and_1(env):
    done = run("enroll", "--profile", "ann", env=env)
    assert done.returncode == 1
    assert "No microphone found" in the_line(done)


@pytest.mark.parametrize("number", ["25", "0", "-1", "three", "2.5"])
def test_an_invalid_number_of_takes_is_refused_with_the_range(capsys, number):
    with pytest.raises(SystemExit, match="2"):
        parse(["enroll", "--profile", "ann", f"--takes={number}"], open_window=lambda options: 0)
    assert f"--takes: must be a number from 1 to 20, not '{number}'" in capsys.readouterr().err
