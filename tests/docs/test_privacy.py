"""What the documentation says about stored sound is true, and the same everywhere."""

import re
import subprocess

import pytest

from tests.harness.program import COMMAND, REPOSITORY, environment

WRITERS = {
    "core/profiles/profile_file.py",  # enroll --keep-audio
    "desktop/window/output/audio_saver.py",  # a folder for utterances
    "desktop/kiosk/ui/beep.py",  # its tones, for a player
    "desktop/bench/virtual_microphone.py",  # its words, for a player
}
"""The modules that write sound. README.md and docs/using.md name the first two."""

WRITES_SOUND = re.compile(r"soundfile\.write\(|wave\.open\([^)]*\"wb\"")

TEXTS = [
    *REPOSITORY.glob("*.md"),
    *(REPOSITORY / "docs").glob("*.md"),
    *(REPOSITORY / "packaging" / "linux").iterdir(),
    REPOSITORY / "packaging" / "deb.py",
    REPOSITORY / "packaging" / "resources.py",
    *(REPOSITORY / "desktop" / "window").rglob("*.py"),
]
"""Where people are told what is stored."""

DENIED = re.compile(r"no (?:sound|audio) is (?:ever )?(?:stored|written|kept)(.{0,60})")
UNLESS = ("unless", "until")


def test_sound_is_written_by_two_features_alone():
    found = {
        str(path.relative_to(REPOSITORY))
        for folder in ("core", "desktop")
        for path in (REPOSITORY / folder).rglob("*.py")
        if WRITES_SOUND.search(path.read_text(encoding="utf-8"))
    }
    assert found == WRITERS


@pytest.mark.parametrize("document", ["README.md", "docs/using.md"])
def test_both_are_documented(document):
    said = " ".join((REPOSITORY / document).read_text(encoding="utf-8").split())
    assert "enroll --keep-audio" in said
    assert re.search(r"choose a folder", said)
    assert "off by default" in said


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_no_text_denies_it(path):
    # Strings that are split over lines are joined.
    text = " ".join(re.sub(r"\"\s*\n\s*\"", "", path.read_text(encoding="utf-8")).split())
    for match in DENIED.finditer(text.lower()):
        assert any(word in match[1] for word in UNLESS), match[0]


@pytest.mark.slow
def test_recognizing_leaves_no_sound_behind(tmp_path):
    command = [*COMMAND, "listen", "--demo", "--fast"]
    subprocess.run(
        command, cwd=tmp_path, env=environment(tmp_path), check=True, capture_output=True
    )
    left = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert [path.name for path in left if path.suffix != ".log"] == []
