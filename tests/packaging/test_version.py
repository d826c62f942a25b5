"""One version: pyproject.toml's. Everything else reads it, or is compared with it here."""

import json
import re
import subprocess
import sys
import tomllib
import xml.etree.ElementTree as ET
from importlib.metadata import version as installed_version
from pathlib import Path

import deb
import package
import pytest
from packaging.version import Version
from resources import info_plist, version_numbers, version_resource

REPOSITORY = Path(__file__).resolve().parent.parent.parent
PACKAGING = REPOSITORY / "packaging"
VERSION = tomllib.loads((REPOSITORY / "pyproject.toml").read_text())["project"]["version"]
MODEL = json.loads((REPOSITORY / "models/digits/bundle.json").read_text())["version"]
CHANGELOG = (REPOSITORY / "CHANGELOG.md").read_text(encoding="utf-8")
RELEASES = re.findall(r"^## \[(\d[^\]]*)\] - (\d{4}-\d\d-\d\d)$", CHANGELOG, re.MULTILINE)


def test_it_is_written_as_python_wants_it():
    assert str(Version(VERSION)) == VERSION


def test_the_program_prints_both_versions():
    done = subprocess.run(
        [sys.executable, "-m", "desktop.cli", "--version"],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == f"spoken-digits {VERSION}, model {MODEL}\n"
    assert installed_version("spoken-digits") == VERSION


@pytest.mark.parametrize(
    ("python", "debian"),
    [("1.0.0rc1", "1.0.0~rc1"), ("1.0.0", "1.0.0"), ("2.1.0a3", "2.1.0~a3"), ("1.2", "1.2")],
)
def test_debian_sorts_a_candidate_before_its_release(python, debian):
    assert deb.debian_version(python) == debian


def test_software_centres_know_every_release_of_the_changelog():
    root = ET.parse(PACKAGING / "linux" / "spoken-digits.metainfo.xml").getroot()  # noqa: S314
    releases = [(r.get("version"), r.get("date"), r.get("type")) for r in root.iter("release")]
    expected = [
        (deb.debian_version(v), date, "development" if Version(v).is_prerelease else "stable")
        for v, date in RELEASES
    ]
    assert releases == expected


def test_the_changelog_begins_with_this_version():
    assert RELEASES[0][0] == VERSION
    assert sorted(RELEASES, key=lambda release: Version(release[0]), reverse=True) == RELEASES


def test_the_changelog_names_the_shipped_model():
    models = re.findall(r"^\| (\d[\d.]*) \|", CHANGELOG.partition("\n## Models")[2], re.MULTILINE)
    assert models[0] == MODEL


def test_the_packages_take_it_from_there():
    assert package.version() == VERSION
    spec = (PACKAGING / "spoken-digits.spec").read_text(encoding="utf-8")
    assert 'VERSION = PROJECT["version"]' in spec
    # Apple allows numbers alone.
    assert info_plist(VERSION)["CFBundleShortVersionString"] == Version(VERSION).base_version


def test_no_other_file_has_a_version_of_its_own():
    written = re.compile(rf"(?<![\d.]){re.escape(VERSION)}(?![\d.])")
    for path in (
        *PACKAGING.rglob("*.py"),
        *PACKAGING.rglob("*.sh"),
        *PACKAGING.rglob("*.iss"),
        PACKAGING / "spoken-digits.spec",
        *(REPOSITORY / ".github" / "workflows").iterdir(),
        *(REPOSITORY / "core").rglob("*.py"),
        *(REPOSITORY / "desktop").rglob("*.py"),
    ):
        assert not written.search(path.read_text(encoding="utf-8")), path


def test_windows_has_the_version_in_both_forms(tmp_path):
    text = version_resource(tmp_path / "version.txt", VERSION).read_text()
    assert f'StringStruct("ProductVersion", "{VERSION}")' in text
    assert f"filevers={version_numbers(VERSION)}" in text
