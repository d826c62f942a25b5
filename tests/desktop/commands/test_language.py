"""``--language``: recognition in another language, and what the program says about it.

The other languages are copies of the English model, so that the clips are English.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
import soundfile

from core.audio import SAMPLE_RATE, load
from desktop.arguments import parse
from desktop.commands import serve
from tests.harness.installed_languages import describe, install, installed_in
from tests.harness.program import AUDIO, environment, records, run, the_line

CLIP = AUDIO / "7_slt_0.flac"
APART = "Numbers in one breath are not recognized in Spanish: say digits one at a time"


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("installation")
    install(folder, "de", "es", without_numbers=("es",))
    return folder


@pytest.fixture
def env(installation: Path, tmp_path: Path) -> dict[str, str]:
    return installed_in(installation, environment(tmp_path))


@pytest.mark.parametrize(
    ("options", "word"),
    [((), "seven"), (("--language", "en"), "seven"), (("--language", "de"), "sieben")],
)
def test_predict_answers_in_the_words_of_the_language(
    env: dict[str, str], options: tuple[str, ...], word: str
) -> None:
    done = run("predict", *options, CLIP, env=env)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"{CLIP}: {word}  7  ")


@pytest.mark.slow
def test_without_a_phrase_model_predict_says_that_numbers_are_not_recognized(
    env: dict[str, str],
) -> None:
    done = run("predict", "--number", "--json", "--language", "es", CLIP, env=env)
    assert done.returncode == 0
    assert APART in the_line(done)
    (answer,) = records(done.stdout)
    assert answer["number"] == "7"
    jobs = ("--jobs", "1", "--output", Path(env["HOME"]) / "answers.csv")
    many = run("predict", "--number", "--language", "es", *jobs, CLIP, env=env)
    assert APART in many.stderr.splitlines()[0]
    single = run("predict", "--language", "es", CLIP, env=env)
    assert (single.returncode, single.stderr) == (0, "")


def test_listen_answers_in_the_words_of_the_language(env: dict[str, str]) -> None:
    done = run("listen", "--fast", "--input", CLIP, "--language", "de", env=env)
    assert (done.returncode, done.stderr) == (0, "")
    assert "sieben  7" in done.stdout


def test_without_a_phrase_model_listen_says_that_numbers_are_not_recognized(
    env: dict[str, str],
) -> None:
    done = run("listen", "--fast", "--json", "--input", CLIP, "--language", "es", env=env)
    assert done.returncode == 0
    assert APART in the_line(done)
    assert [record["digit"] for record in records(done.stdout) if record["type"] == "digit"] == [7]


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (("predict", "--language", "fr", CLIP), "installed language (en, de, es), not 'fr'"),
        (("predict", "--language", "", CLIP), "installed language (en, de, es), not ''"),
        (("listen", "--language", "de", "--bundle", "x"), "not allowed with"),
        (("listen", "--language", "de", "--demo"), "--demo is a recording of English digits"),
        (("--language", "de", "--demo"), "--demo is a recording of English digits"),
        (("bench", "--language", "de", "--live"), "not allowed with"),
    ],
)
def test_wrong_usage(env: dict[str, str], arguments: tuple[str, ...], text: str) -> None:
    done = run(*arguments, env=env)
    assert done.returncode == 2
    assert text in the_line(done)


def test_a_damaged_model_is_refused_in_one_line(tmp_path: Path) -> None:
    english = install(tmp_path, "de")
    (english / "de" / "digits.tflite").write_bytes(b"damaged")
    env = installed_in(tmp_path, environment(tmp_path))
    done = run("predict", "--language", "de", CLIP, env=env)
    assert done.returncode == 1
    assert str(english / "de") in the_line(done)
    assert run("predict", CLIP, env=env).returncode == 0


def test_doctor_checks_the_model_of_each_language(env: dict[str, str]) -> None:
    done = run("doctor", "--json", env=env)
    texts = [found["text"] for found in records(done.stdout) if found["check"] == "model"]
    assert [text.partition(",")[0] for text in texts] == ["English", "German", "Spanish"]
    chosen = run("doctor", "--json", "--language", "es", env=env)
    (found,) = [found for found in records(chosen.stdout) if found["check"] == "model"]
    assert found["text"].startswith("Spanish, ")


@pytest.fixture(scope="module")
def takes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("takes")
    for digit in range(10):
        said = load(AUDIO / f"{digit}_slt_0.flac")
        for name, gain in (("near", 1.0), ("far", 0.5)):
            soundfile.write(folder / f"{digit}_{name}.flac", said * gain, SAMPLE_RATE)
    return folder


@pytest.mark.slow
def test_a_profile_is_used_only_in_its_language(
    env: dict[str, str], takes: Path, installation: Path
) -> None:
    enrol = ("enroll", "--profile", "ann", "--from", takes)
    made = run(*enrol, "--language", "de", "--keep-audio", "--json", env=env)
    assert made.returncode == 0
    assert records(made.stdout)[-1]["language"] == "de"
    (listed,) = records(run("profiles", "--json", env=env).stdout)
    assert (listed["profile"], listed["language"]) == ("ann", "de")
    assert run("profiles", env=env).stdout.startswith("ann: German, 20 recordings, audio kept. ")

    same = run("predict", "--profile", "ann", "--language", "de", CLIP, env=env)
    assert (same.returncode, same.stderr) == (0, "")
    notice = "was taught in German and is not used for English; use --language de"
    other = run("predict", "--profile", "ann", CLIP, env=env)
    assert other.returncode == 0
    assert notice in the_line(other)
    # Its audio would let another English model convert it, but German takes teach no English.
    another = describe(install(installation / "another"), "en", thresholds={
        "temperature": 1.0, "min_digitness": 0.5, "min_confidence": 0.2,
    })  # fmt: skip
    assert notice in the_line(
        run("predict", "--profile", "ann", "--bundle", another, CLIP, env=env)
    )

    extended = run(*enrol, env=env)
    assert extended.returncode == 1
    assert notice in the_line(extended)
    (unchanged,) = records(run("profiles", "--json", env=env).stdout)
    assert unchanged == listed
    assert run(*enrol, "--replace", env=env).returncode == 0
    (replaced,) = records(run("profiles", "--json", env=env).stdout)
    assert replaced["language"] == "en"


def test_the_server_takes_its_language_from_an_option_or_a_variable(
    env: dict[str, str], installation: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = run("serve", "--port", 0, env={**env, "SPOKEN_DIGITS_LANGUAGE": "fr"})
    assert wrong.returncode == 2
    line = the_line(wrong)
    assert "SPOKEN_DIGITS_LANGUAGE: must be the code of an installed language (en, de, es)" in line
    monkeypatch.setattr(sys, "_MEIPASS", str(installation), raising=False)
    german = installation / "models" / "digits" / "de"
    chosen = parse(["serve", "--language", "de"], lambda _: 0)
    assert serve._given(chosen, {"SPOKEN_DIGITS_LANGUAGE": "es"})["bundle"] == german
    unsaid = parse(["serve"], lambda _: 0)
    assert serve._given(unsaid, {"SPOKEN_DIGITS_LANGUAGE": "de"})["bundle"] == german
    assert serve._given(unsaid, {})["bundle"] is None
