"""Download and unpacking of corpora, from a local HTTP server that misbehaves."""

from __future__ import annotations

import hashlib
import io
import os
import re
import subprocess
import sys
import tarfile
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from models.data import fetch as fetching
from models.data.corpora import SOURCES, Source, corpora_folder
from models.data.download import FetchError
from models.data.fetch import fetch
from models.data.index import OTHER, find_recordings
from models.data.unpack import is_unpacked


@dataclass
class Behaviour:
    """How the server serves its only file."""

    content: bytes = b""
    ranges: bool = True
    break_after: list[int] = field(default_factory=list)  # bytes sent per request
    status: int = 200
    asked: list[str | None] = field(default_factory=list)  # the Range of each request


@contextmanager
def serving(behaviour: Behaviour) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            behaviour.asked.append(self.headers.get("Range"))
            if behaviour.status != 200:
                self.send_error(behaviour.status)
                return
            found = re.match(r"bytes=(\d+)-", self.headers.get("Range", ""))
            begin = int(found[1]) if found and behaviour.ranges else 0
            rest = behaviour.content[begin:]
            self.send_response(206 if found and behaviour.ranges else 200)
            if found and behaviour.ranges:
                total = len(behaviour.content)
                self.send_header("Content-Range", f"bytes {begin}-{total - 1}/{total}")
            self.send_header("Content-Length", str(len(rest)))
            self.end_headers()
            given = behaviour.break_after.pop(0) if behaviour.break_after else len(rest)
            self.wfile.write(rest[:given])

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/archive"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def wav(seed: int, rate: int = 16_000) -> bytes:
    sound = np.random.default_rng(seed).normal(0, 0.1, rate // 2)
    buffer = io.BytesIO()
    soundfile.write(buffer, sound, rate, format="WAV", subtype="PCM_16")
    return buffer.getvalue()


def tar_gz(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as packed:
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            packed.addfile(info, io.BytesIO(content))
    return buffer.getvalue()


def zipped(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            packed.writestr(name, content)
    return buffer.getvalue()


SPEECH_COMMANDS = {
    "./LICENSE": b"CC BY 4.0",
    "./zero/0a1b2c3d_nohash_0.wav": wav(0),
    "./nine/0a1b2c3d_nohash_1.wav": wav(1),
    "./tree/ffffffff_nohash_0.wav": wav(2),
    "./_background_noise_/running_tap.wav": wav(3),
}
FSDD = {
    "free-spoken-digit-dataset-1.0.10/README.md": b"text",
    "free-spoken-digit-dataset-1.0.10/recordings/7_jackson_32.wav": wav(4, 8_000),
}
AUDIOMNIST = {
    "AudioMNIST-630d7dab/data/01/3_01_0.wav": wav(5, 48_000),
    "AudioMNIST-630d7dab/data/60/0_60_49.wav": wav(6, 48_000),
    "AudioMNIST-630d7dab/data/audioMNIST_meta.txt": b"{}",
}


def source(name: str, url: str, content: bytes, clips: int) -> Source:
    """The real description of a corpus, for a small archive of the same layout."""
    (real,) = [one for one in SOURCES if one.name == name]
    sha256 = hashlib.sha256(content).hexdigest()
    return replace(real, url=url, size=len(content), sha256=sha256, clips=clips, unpacked=1_000_000)


@pytest.fixture
def archive() -> bytes:
    return tar_gz(SPEECH_COMMANDS)


def get(one: Source, folder: Path) -> None:
    fetch([one], folder, tries=2, pause=0.01)


def left_over(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_all_three_corpora_are_unpacked_in_the_layout_of_the_index(tmp_path: Path) -> None:
    for name, content, clips in (
        ("speech_commands", tar_gz(SPEECH_COMMANDS), 4),
        ("fsdd", zipped(FSDD), 1),
        ("audiomnist", zipped(AUDIOMNIST), 2),
    ):
        with serving(Behaviour(content)) as url:
            get(source(name, url, content, clips), tmp_path)
    found = {
        (r.corpus, r.speaker, r.label, r.path.name)
        for name in ("speech_commands", "fsdd", "audiomnist")
        for r in find_recordings(tmp_path / name)
    }
    speech_commands = "speech_commands"
    assert found == {
        (speech_commands, "speech_commands/0a1b2c3d", 0, "0_0a1b2c3d_0.flac"),
        (speech_commands, "speech_commands/0a1b2c3d", 9, "9_0a1b2c3d_1.flac"),
        ("words/speech_commands", "speech_commands/ffffffff", OTHER, "tree_ffffffff_0.flac"),
        (
            "noise/speech_commands",
            "noise/speech_commands",
            OTHER,
            "running_tap.flac",
        ),
        ("fsdd", "fsdd/jackson", 7, "7_jackson_32.flac"),
        ("audiomnist", "audiomnist/01", 3, "3_01_0.flac"),
        ("audiomnist", "audiomnist/60", 0, "0_60_49.flac"),
    }
    assert left_over(tmp_path) == {"speech_commands", "fsdd", "audiomnist"}
    eight = soundfile.info(tmp_path / "fsdd/digits/fsdd/jackson/7_jackson_32.flac")
    assert (eight.samplerate, eight.subtype) == (8_000, "PCM_16")
    was_48 = soundfile.info(tmp_path / "audiomnist/digits/audiomnist/01/3_01_0.flac")
    assert (was_48.samplerate, was_48.frames) == (16_000, 8_000)


def test_a_complete_corpus_is_not_fetched_again(tmp_path: Path, archive: bytes) -> None:
    behaviour = Behaviour(archive)
    with serving(behaviour) as url:
        one = source("speech_commands", url, archive, 4)
        get(one, tmp_path)
        get(one, tmp_path)
        assert len(behaviour.asked) == 1
        # A corpus of another pinned version counts as missing.
        assert not is_unpacked(replace(one, sha256="0" * 64), tmp_path)


def test_an_interrupted_download_is_resumed(tmp_path: Path, archive: bytes) -> None:
    behaviour = Behaviour(archive, break_after=[1_000, 2_000])
    with serving(behaviour) as url:
        get(source("speech_commands", url, archive, 4), tmp_path)
    assert behaviour.asked == [None, "bytes=1000-", "bytes=3000-"]
    assert is_unpacked(source("speech_commands", "", archive, 4), tmp_path)


def test_the_next_run_resumes_the_download(tmp_path: Path, archive: bytes) -> None:
    behaviour = Behaviour(archive, break_after=[5_000, 0, 0])
    with serving(behaviour) as url:
        one = source("speech_commands", url, archive, 4)
        with pytest.raises(FetchError, match=r"run this again; 0\.0 of 0\.\d MB are downloaded"):
            get(one, tmp_path)
        assert left_over(tmp_path) == {"speech_commands.archive.part"}
        behaviour.break_after.clear()
        get(one, tmp_path)
    assert behaviour.asked[-1] == "bytes=5000-"
    assert left_over(tmp_path) == {"speech_commands"}


def test_a_server_without_ranges_sends_the_whole_file(tmp_path: Path, archive: bytes) -> None:
    behaviour = Behaviour(archive, ranges=False, break_after=[1_000])
    with serving(behaviour) as url:
        get(source("speech_commands", url, archive, 4), tmp_path)
    assert behaviour.asked == [None, "bytes=1000-"]
    assert is_unpacked(source("speech_commands", "", archive, 4), tmp_path)


def test_repeated_connection_losses_are_an_error(tmp_path: Path, archive: bytes) -> None:
    behaviour = Behaviour(archive, ranges=False, break_after=[3_000, 1_000] * 10)
    with (
        serving(behaviour) as url,
        pytest.raises(FetchError, match="connection lost before the end"),
    ):
        get(source("speech_commands", url, archive, 4), tmp_path)
    assert len(behaviour.asked) == 2


def test_a_file_with_a_wrong_checksum_is_deleted(tmp_path: Path, archive: bytes) -> None:
    damaged = bytearray(archive)
    damaged[len(archive) // 2] ^= 1
    behaviour = Behaviour(bytes(damaged))
    with serving(behaviour) as url:
        one = source("speech_commands", url, archive, 4)
        with pytest.raises(FetchError, match="wrong checksum"):
            get(one, tmp_path)
        assert left_over(tmp_path) == set()
        behaviour.content = archive
        get(one, tmp_path)
    assert is_unpacked(one, tmp_path)


def test_a_damaged_partial_download_is_detected(tmp_path: Path, archive: bytes) -> None:
    """Another program damaged the partial file between two runs."""
    (tmp_path / "speech_commands.archive.part").write_bytes(b"x" * 3_000)
    with serving(Behaviour(archive)) as url:
        with pytest.raises(FetchError, match="wrong checksum"):
            get(source("speech_commands", url, archive, 4), tmp_path)
        get(source("speech_commands", url, archive, 4), tmp_path)


@pytest.mark.parametrize("other", [b"", b"more"])
def test_a_file_of_another_size_is_rejected_at_once(
    tmp_path: Path, archive: bytes, other: bytes
) -> None:
    content = archive + other if other else archive[:-10]
    with (
        serving(Behaviour(content)) as url,
        pytest.raises(FetchError, match="the publisher has changed the file"),
    ):
        get(source("speech_commands", url, archive, 4), tmp_path)


@pytest.mark.parametrize(
    ("status", "says", "requests"), [(404, "may have moved", 1), (503, "the server answers 503", 2)]
)
def test_http_errors_are_reported(
    tmp_path: Path, archive: bytes, status: int, says: str, requests: int
) -> None:
    behaviour = Behaviour(archive, status=status)
    with serving(behaviour) as url, pytest.raises(FetchError, match=says):
        get(source("speech_commands", url, archive, 4), tmp_path)
    assert len(behaviour.asked) == requests


def test_a_missing_network_is_reported_in_one_line(
    tmp_path: Path, archive: bytes, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture
) -> None:
    with serving(Behaviour(archive)) as url:
        pass  # the server is stopped
    monkeypatch.setenv("SPOKEN_DIGITS_CORPORA", str(tmp_path))
    monkeypatch.setattr(fetching, "SOURCES", [source("fsdd", url, archive, 1)])
    monkeypatch.setattr("models.data.download.time.sleep", lambda _: None)
    assert fetching.main(["fsdd"]) == 1
    last = capfd.readouterr().err.strip().splitlines()[-1]
    assert last.startswith("models.data.fetch: ")
    assert "check the connection" in last


def test_an_unknown_corpus_is_a_usage_error(capsys: pytest.CaptureFixture) -> None:
    with pytest.raises(SystemExit) as stopped:
        fetching.main(["mnist"])
    assert stopped.value.code == 2
    assert "unknown corpus mnist" in capsys.readouterr().err


def test_paths_in_the_archive_are_not_used(tmp_path: Path) -> None:
    evil = {
        "../../zero/0a1b2c3d_nohash_0.wav": wav(0),
        "/zero/0a1b2c3d_nohash_0.wav": wav(0),
        "zero/../../0a1b2c3d_nohash_0.wav": wav(0),
        "zero/0a1b2c3d_nohash_0.wav": wav(1),
    }
    content = tar_gz(evil)
    folder = tmp_path / "deep" / "corpora"
    with serving(Behaviour(content)) as url:
        get(source("speech_commands", url, content, 1), folder)
    written = [p.relative_to(tmp_path) for p in tmp_path.rglob("*") if p.is_file()]
    inside = Path("deep/corpora/speech_commands")
    assert set(written) == {
        inside / "SOURCE.json",
        inside / "digits/speech_commands/0a1b2c3d/0_0a1b2c3d_0.flac",
    }


def test_links_are_not_followed(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as packed:
        link = tarfile.TarInfo("zero/0a1b2c3d_nohash_0.wav")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        packed.addfile(link)
    with (
        serving(Behaviour(buffer.getvalue())) as url,
        pytest.raises(FetchError, match="the archive has 0 recordings instead of 1"),
    ):
        get(source("speech_commands", url, buffer.getvalue(), 1), tmp_path)
    assert not (tmp_path / "speech_commands").exists()


@pytest.mark.parametrize("content", [tar_gz(SPEECH_COMMANDS)[:-400], b"no archive at all" * 50])
def test_a_damaged_archive_leaves_no_partial_corpus(tmp_path: Path, content: bytes) -> None:
    """The checksum is right: the archive was damaged when it was published."""
    with serving(Behaviour(content)) as url, pytest.raises(FetchError, match="damaged"):
        get(source("speech_commands", url, content, 4), tmp_path)
    assert left_over(tmp_path) == {"speech_commands.archive"}


def test_a_file_without_audio_is_rejected(tmp_path: Path) -> None:
    content = tar_gz({"zero/0a1b2c3d_nohash_0.wav": b"#!/bin/sh\n" * 10})
    with serving(Behaviour(content)) as url, pytest.raises(FetchError, match="cannot be decoded"):
        get(source("speech_commands", url, content, 1), tmp_path)
    assert not (tmp_path / "speech_commands").exists()


def test_a_disk_that_is_too_small_is_reported_before_the_download(
    tmp_path: Path, archive: bytes
) -> None:
    behaviour = Behaviour(archive)
    with serving(behaviour) as url:
        huge = replace(source("speech_commands", url, archive, 4), unpacked=999_999 * 10**9)
        with pytest.raises(FetchError, match=r"needs 999999\.0 GB, .* SPOKEN_DIGITS_CORPORA"):
            get(huge, tmp_path)
    assert behaviour.asked == []


CAPTURED: dict[str, Any] = {"capture_output": True, "text": True}

FETCH_ONE = """
import resource, sys
from dataclasses import replace
from pathlib import Path
from models.data.corpora import SOURCES
from models.data.download import FetchError
from models.data import fetch as fetching
# As if other programs filled the disk during the download.
fetching._check_disk_space = lambda *_: None
url, size, sha256, clips, folder = sys.argv[1:]
real = next(one for one in SOURCES if one.name == "speech_commands")
one = replace(real, url=url, size=int(size), sha256=sha256, clips=int(clips), unpacked=0)
try:
    fetching.fetch([one], Path(folder), tries=1)
except FetchError as error:
    sys.exit(str(error))
"""


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="mounting a small disk needs root"
)
@pytest.mark.parametrize("megabytes", [0.25, 0.5])
def test_a_full_disk_is_one_line_and_the_next_run_resumes(tmp_path: Path, megabytes: float) -> None:
    """A real small disk, full during the download and during unpacking."""
    content = tar_gz({f"zero/{n:08x}_nohash_0.wav": wav(n) for n in range(24)})
    disk = tmp_path / "disk"
    disk.mkdir()
    options = f"size={round(megabytes * 1024)}k"
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(disk)], check=False, **CAPTURED
    )
    if mounted.returncode:
        pytest.skip(f"cannot mount a small disk: {mounted.stderr.strip()}")
    sha256 = hashlib.sha256(content).hexdigest()
    try:
        with serving(Behaviour(content)) as url:
            command = [sys.executable, "-c", FETCH_ONE, url, str(len(content)), sha256, "24"]
            full = subprocess.run([*command, str(disk)], check=False, **CAPTURED)
            assert full.returncode == 1
            *_, last = full.stderr.strip().splitlines()
            assert ": disk full; " in last
            assert "Traceback" not in full.stderr
            assert not (disk / "speech_commands").exists()
            subprocess.run(["mount", "-o", "remount,size=8m", str(disk)], check=True)
            again = subprocess.run([*command, str(disk)], check=False, **CAPTURED)
            assert again.returncode == 0, again.stderr
        assert left_over(disk) == {"speech_commands"}
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_every_source_is_pinned() -> None:
    for one in SOURCES:
        assert re.fullmatch(r"[0-9a-f]{64}", one.sha256)
        assert one.url.startswith("https://")
        assert one.checksum_from
        assert one.size > 10_000_000


def test_the_cache_folder_can_be_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SPOKEN_DIGITS_CORPORA", "/elsewhere")
    assert corpora_folder() == Path("/elsewhere")
    monkeypatch.delenv("SPOKEN_DIGITS_CORPORA")
    assert corpora_folder().name == "corpora"
