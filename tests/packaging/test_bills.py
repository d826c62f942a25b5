"""Whose work is in the bundle: licences and bill of materials from what was really taken."""

import json
import sys
from importlib.metadata import version

import numpy as np
import pytest
import webrtcvad
from bills import write_sbom, write_third_party
from components import REPOSITORY, UnknownOriginError, find_components


def contents(tmp_path, *sources):
    path = tmp_path / "contents.json"
    path.write_text(json.dumps([[f"in/{n}", str(s), "DATA"] for n, s in enumerate(sources)]))
    return path


@pytest.fixture
def components(tmp_path):
    own = REPOSITORY / "core" / "audio.py"
    return find_components(contents(tmp_path, np.__file__, webrtcvad.__file__, own))


def test_each_file_is_somebodys_and_ours_is_not_listed(components):
    found = {one.name: one for one in components}
    assert set(found) == {"numpy", "webrtcvad-wheels", "pyinstaller", "python"}
    assert found["numpy"].version == version("numpy")
    assert found["numpy"].files == ("in/0",)
    assert "MIT" in found["webrtcvad-wheels"].licence


def test_a_file_of_nobody_stops_the_build(tmp_path):
    stray = tmp_path / "libstray.so"
    stray.write_bytes(b"")
    with pytest.raises(UnknownOriginError, match=r"libstray\.so"):
        find_components(contents(tmp_path, stray))


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="dpkg is Debian's")
def test_a_library_of_the_system_is_its_packages(tmp_path):
    from pathlib import Path

    libraries = sorted(Path("/usr/lib").glob("*/libportaudio.so.2"))
    if not libraries or not Path("/usr/share/doc/libportaudio2/copyright").exists():
        pytest.skip("libportaudio2 is not installed as a Debian package")
    (found,) = (c for c in find_components(contents(tmp_path, libraries[0])) if c.kind == "debian")
    assert found.name == "libportaudio2"
    assert "portaudio19" in found.source
    assert "PortAudio" in found.texts[0]


def test_the_page_holds_every_text_once(components, tmp_path):
    path = tmp_path / "THIRD_PARTY.txt"
    write_third_party(path, "1.2.3", components)
    page = path.read_text(encoding="utf-8")
    for one in components:
        assert f"{one.name} {one.version}: {one.licence}" in page
        for text in one.texts:
            assert page.count(text.strip()) == 1
    assert page.rstrip().endswith((REPOSITORY / "LICENSE").read_text(encoding="utf-8").rstrip())
    assert "LGPL-3.0" in page


def test_the_bill_is_cyclonedx_and_the_same_twice(components, tmp_path):
    one, other = tmp_path / "one.json", tmp_path / "other.json"
    for path in (one, other):
        write_sbom(path, "1.2.3", components, 1_700_000_000)
    assert one.read_text() == other.read_text()
    bill = json.loads(one.read_text())
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    assert bill["metadata"]["component"]["version"] == "1.2.3"
    addresses = {part["purl"] for part in bill["components"]}
    assert f"pkg:pypi/numpy@{version('numpy')}" in addresses
