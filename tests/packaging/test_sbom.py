"""Third-party components, licence page and bill of materials."""

import json
import sys
from importlib.metadata import version

import numpy as np
import pytest
import webrtcvad
from components import REPOSITORY, UnknownOriginError, find_components
from sbom import write_sbom, write_third_party


def contents(tmp_path, *sources):
    path = tmp_path / "contents.json"
    path.write_text(json.dumps([[f"in/{n}", str(s), "DATA"] for n, s in enumerate(sources)]))
    return path


@pytest.fixture
def components(tmp_path):
    own = REPOSITORY / "core" / "audio.py"
    return find_components(contents(tmp_path, np.__file__, webrtcvad.__file__, own))


def test_files_are_assigned_to_components(components):
    found = {one.name: one for one in components}
    assert set(found) == {"numpy", "webrtcvad-wheels", "pyinstaller", "python"}
    assert found["numpy"].version == version("numpy")
    assert found["numpy"].files == ("in/0",)
    assert "MIT" in found["webrtcvad-wheels"].licence


def test_a_file_of_unknown_origin_is_an_error(tmp_path):
    stray = tmp_path / "libstray.so"
    stray.write_bytes(b"")
    with pytest.raises(UnknownOriginError, match=r"libstray\.so"):
        find_components(contents(tmp_path, stray))


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs dpkg")
def test_a_system_library_belongs_to_its_debian_package(tmp_path):
    from pathlib import Path

    libraries = sorted(Path("/usr/lib").glob("*/libportaudio.so.2"))
    if not libraries or not Path("/usr/share/doc/libportaudio2/copyright").exists():
        pytest.skip("libportaudio2 is not installed as a Debian package")
    (found,) = (c for c in find_components(contents(tmp_path, libraries[0])) if c.kind == "debian")
    assert found.name == "libportaudio2"
    assert "portaudio19" in found.source
    assert "PortAudio" in found.texts[0]


def test_the_licence_page_has_every_text_once(components, tmp_path):
    path = tmp_path / "THIRD_PARTY.txt"
    write_third_party(path, "1.2.3", components)
    page = path.read_text(encoding="utf-8")
    for one in components:
        assert f"{one.name} {one.version}: {one.licence}" in page
        for text in one.texts:
            assert page.count(text.strip()) == 1
    assert page.rstrip().endswith((REPOSITORY / "LICENSE").read_text(encoding="utf-8").rstrip())
    assert "LGPL-3.0" in page


def test_the_bill_of_materials_is_cyclonedx_and_reproducible(components, tmp_path):
    one, other = tmp_path / "one.json", tmp_path / "other.json"
    for path in (one, other):
        write_sbom(path, "1.2.3", components, 1_700_000_000)
    assert one.read_text() == other.read_text()
    bill = json.loads(one.read_text())
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    assert bill["metadata"]["component"]["version"] == "1.2.3"
    addresses = {part["purl"] for part in bill["components"]}
    assert f"pkg:pypi/numpy@{version('numpy')}" in addresses
