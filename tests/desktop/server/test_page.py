"""The page in a real browser, with a recording as its microphone."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from difflib import SequenceMatcher
from pathlib import Path

import pytest
import soundfile
from playwright.sync_api import Browser, FileChooser, Page, Playwright, expect, sync_playwright

from core.audio import SAMPLE_RATE, load
from desktop.audio.sources import DEMO
from desktop.server.page import FILES
from desktop.server.page_words import LANGUAGES, words
from desktop.server.settings import ServerSettings
from tests.desktop.server.conftest import TOKEN
from tests.desktop.server.test_recordings import FORMATS, encoded
from tests.harness.program import AUDIO
from tests.harness.running_server import RunningServer, running_server

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        CHROMIUM is None, reason="not installed: chromium; packaging/setup/system_libraries.sh test"
    ),
]

MOST_LOST = 2
"""Words of the demo that may be missing."""

SECONDS = 60_000
"""Playwright counts in milliseconds; a busy machine may need all of it."""

expect.set_options(timeout=SECONDS)


@pytest.fixture(scope="module")
def roomy() -> Iterator[RunningServer]:
    """Without the brief limits of the other tests: a browser on a busy machine may pause."""
    with running_server(ServerSettings()) as running:
        yield running


@pytest.fixture(scope="module")
def driver() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


@contextmanager
def chromium(driver: Playwright, *options: str) -> Iterator[Browser]:
    browser = driver.chromium.launch(
        executable_path=CHROMIUM,
        args=["--no-sandbox", "--use-fake-device-for-media-stream", *options],
    )
    try:
        yield browser
    finally:
        browser.close()


@pytest.fixture(scope="module")
def browser(driver: Playwright) -> Iterator[Browser]:
    with chromium(driver) as running:
        yield running


@contextmanager
def visited(browser: Browser, url: str, **options) -> Iterator[Page]:
    """The page, opened; fails if it prints an error or asks another host for anything."""
    context = browser.new_context(locale="en-GB", accept_downloads=True, **options)
    page = context.new_page()
    page.set_default_timeout(SECONDS)
    errors: list[str] = []
    foreign: list[str] = []
    page.on("console", lambda line: errors.append(line.text) if line.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on(
        "request",
        lambda request: (
            None if request.url.startswith((url, "data:", "blob:")) else foreign.append(request.url)
        ),
    )
    page.goto(url)
    page.wait_for_selector("body[data-ready]")
    try:
        yield page
        assert foreign == []
        # A refusal with a status of 4xx is printed by the browser itself.
        assert [text for text in errors if "Failed to load resource" not in text] == []
    finally:
        context.close()


def wait_until(page: Page, is_true: Callable[[], bool]) -> None:
    for _ in range(SECONDS // 100):
        if is_true():
            return
        page.wait_for_timeout(100)
    pytest.fail("it never became true")


def digits_of(page: Page) -> str:
    return page.locator("#number").inner_text().replace(" ", "")


def test_the_demo_is_heard_live(driver: Playwright, roomy: RunningServer, tmp_path: Path) -> None:
    wav = tmp_path / "microphone.wav"
    soundfile.write(wav, load(DEMO), SAMPLE_RATE, subtype="PCM_16")
    words = json.loads(DEMO.with_suffix(".json").read_text())
    said = "".join(str(word["digit"]) for word in words if word["digit"] is not None)
    options = [f"--use-file-for-fake-audio-capture={wav}%noloop", "--use-fake-ui-for-media-stream"]
    with chromium(driver, *options) as browser, visited(browser, roomy.url) as page:
        page.keyboard.press("l")
        expect(page.locator("#state")).to_have_text("Listening")
        # The fake microphone may lose blocks on a busy machine, and with them digits.
        expect(page.locator("#rows tr").nth(len(words) - 1 - MOST_LOST)).to_be_attached()
        expect(page.locator("#panel li.best")).to_have_count(1)
        assert page.evaluate(COLOURS_ON_CANVAS) > 50
        page.keyboard.press("l")
        expect(page.locator("#state")).to_have_text("Not listening")
        heard = digits_of(page)
        assert in_order(heard, said) >= len(said) - 2 * MOST_LOST


def in_order(heard: str, said: str) -> int:
    """How many of the digits are the same, in the same order."""
    blocks = SequenceMatcher(None, heard, said, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks)


COLOURS_ON_CANVAS = """() => {
  const canvas = document.getElementById("spectrogram");
  const image = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
  return new Set(new Uint32Array(image.buffer)).size;
}"""


@pytest.fixture
def recordings(tmp_path: Path) -> list[Path]:
    files = []
    for digit, (kind, subtype) in enumerate(FORMATS, start=3):
        file = tmp_path / f"{digit}.{subtype.lower() if subtype == 'OPUS' else kind.lower()}"
        file.write_bytes(encoded(load(AUDIO / f"{digit}_slt_0.flac"), SAMPLE_RATE, kind, subtype))
        files.append(file)
    return files


def test_each_format_is_uploaded(
    browser: Browser, roomy: RunningServer, recordings: list[Path]
) -> None:
    with visited(browser, roomy.url) as page:
        page.set_input_files("#files", recordings)
        expect(page.locator("#rows tr")).to_have_count(len(FORMATS))
        expect(page.locator("#number")).to_have_text("3 4 5 6 7")
        expect(page.locator("#digit")).to_have_text("7")
        expect(page.locator("#word")).to_have_text("seven")
        expect(page.locator("#panel li.best")).to_contain_text("seven")


def test_a_recording_is_dropped(browser: Browser, roomy: RunningServer) -> None:
    data = list((AUDIO / "9_slt_0.flac").read_bytes())
    with visited(browser, roomy.url) as page:
        dropped = page.evaluate_handle(
            "bytes => { const all = new DataTransfer();"
            " all.items.add(new File([new Uint8Array(bytes)], '9.flac')); return all; }",
            data,
        )
        page.dispatch_event("#spectrogram", "dragover", {"dataTransfer": dropped})
        page.dispatch_event("#spectrogram", "drop", {"dataTransfer": dropped})
        expect(page.locator("#number")).to_have_text("9")


def test_what_is_no_recording_is_said(
    browser: Browser, roomy: RunningServer, tmp_path: Path
) -> None:
    letter = tmp_path / "<b>letter.txt"
    letter.write_text("This is a letter.\n" * 100)
    with visited(browser, roomy.url) as page:
        page.set_input_files("#files", letter)
        expect(page.get_by_role("alert")).to_contain_text("is not a recording")
        expect(page.get_by_role("alert")).to_contain_text("<b>letter")
        expect(page.locator("#rows tr")).to_have_count(0)


def test_the_history_is_exported(
    browser: Browser, roomy: RunningServer, recordings: list[Path]
) -> None:
    formula = recordings[0].rename(recordings[0].with_name("=1+1.wav"))
    with visited(browser, roomy.url) as page:
        expect(page.locator("#export-csv")).to_be_disabled()
        page.set_input_files("#files", [formula, recordings[1]])
        expect(page.locator("#rows tr")).to_have_count(2)
        rows = list(csv.DictReader(io.StringIO(exported(page, "#export-csv").decode("utf-8-sig"))))
        assert [row["digit"] for row in rows] == ["3", "4"]
        assert rows[0]["source"] == "'=1+1.wav"
        assert [row["digit"] for row in json.loads(exported(page, "#export-json"))] == [3, 4]


def exported(page: Page, button: str) -> bytes:
    with page.expect_download() as download:
        page.click(button)
    return Path(download.value.path()).read_bytes()


def test_the_keyboard_reaches_everything(browser: Browser, roomy: RunningServer) -> None:
    with visited(browser, roomy.url) as page:
        # Not expect_file_chooser, which Chromium notices too late when it is used again.
        dialogs: list[FileChooser] = []
        page.on("filechooser", lambda dialog: dialogs.append(dialog))  # noqa: PLW0108
        reached = []
        for _ in range(12):
            page.keyboard.press("Tab")
            reached.append(page.evaluate("document.activeElement.id"))
        assert reached[:4] == ["language", "theme", "listen", "open"]
        page.focus("#listen")
        page.keyboard.press("o")
        wait_until(page, lambda: len(dialogs) == 1)
        page.focus("#open")
        page.keyboard.press("Enter")
        wait_until(page, lambda: len(dialogs) == 2)


def test_a_screen_reader_gets_names_and_live_regions(
    browser: Browser, roomy: RunningServer
) -> None:
    with visited(browser, roomy.url) as page:
        for role, name in [
            ("button", "Listen"),
            ("button", "Open…"),
            ("img", "Live spectrogram"),
            ("region", "Last digit"),
            ("list", "Probabilities of the digits"),
            ("combobox", "Language"),
            ("combobox", "Theme"),
        ]:
            expect(page.get_by_role(role, name=name, exact=True)).to_have_count(1)  # type: ignore[arg-type]
        assert page.locator("#word").get_attribute("aria-live") == "polite"


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language(browser: Browser, roomy: RunningServer, language: str) -> None:
    with visited(browser, roomy.url) as page:
        page.select_option("#language", language)
        expect(page.locator("#history h2")).to_have_text(words(language)["history"])
        assert page.evaluate("document.documentElement.lang") == language
        page.reload()
        page.wait_for_selector("body[data-ready]")
        expect(page.locator("#listen")).to_have_text(words(language)["listen"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_refusal_is_in_the_language_of_the_page(
    browser: Browser, roomy: RunningServer, language: str
) -> None:
    with visited(browser, roomy.url) as page:
        page.select_option("#language", language)
        expect(page.locator("#history h2")).to_have_text(words(language)["history"])
        page.set_input_files(
            "#files", {"name": "x.wav", "mimeType": "audio/wav", "buffer": b"x" * 99}
        )
        beginning = words(language)["notAudio"].split("{")[0].strip()
        expect(page.get_by_role("alert")).to_contain_text(f"x.wav: {beginning}")


def test_every_word_of_the_page_is_known() -> None:
    html = (FILES / "index.html").read_text(encoding="utf-8")
    used = set(re.findall(r'data-(?:word|label|tip)="(\w+)"', html))
    assert used
    assert used <= set(words("en"))


def test_a_refused_microphone_is_explained(browser: Browser, roomy: RunningServer) -> None:
    with visited(browser, roomy.url) as page:  # without the fake answer, Chromium refuses
        page.click("#listen")
        expect(page.get_by_role("alert")).to_contain_text("denied access")
        expect(page.locator("#state")).to_have_text("Not listening")


def test_without_https_the_page_says_why_there_is_no_microphone(
    browser: Browser, roomy: RunningServer
) -> None:
    with visited(browser, roomy.url) as page:
        page.evaluate("Object.defineProperty(window, 'isSecureContext', { value: false })")
        page.click("#listen")
        expect(page.get_by_role("alert")).to_contain_text("HTTPS")


def test_the_token_is_asked_for(browser: Browser) -> None:
    with (
        running_server(ServerSettings(token=TOKEN)) as server,
        visited(browser, server.url) as page,
    ):
        page.set_input_files("#files", AUDIO / "7_slt_0.flac")
        page.fill("#token", "wrong")
        page.keyboard.press("Enter")
        expect(page.get_by_role("alert")).to_contain_text("not right")
        page.fill("#token", TOKEN)
        page.keyboard.press("Enter")
        expect(page.locator("#number")).to_have_text("7")
        expect(page.locator("#token-form")).to_be_hidden()


def test_a_narrow_screen_needs_no_sideways_scrolling(
    browser: Browser, roomy: RunningServer
) -> None:
    with visited(browser, roomy.url, viewport={"width": 320, "height": 640}) as page:
        for language in LANGUAGES:
            page.select_option("#language", language)
            expect(page.locator("#history h2")).to_have_text(words(language)["history"])
            width = page.evaluate("document.documentElement.scrollWidth")
            assert width <= 320, language
