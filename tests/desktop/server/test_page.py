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

import numpy as np
import pytest
import soundfile
from playwright.sync_api import (
    Browser,
    FileChooser,
    Page,
    Playwright,
    Route,
    expect,
    sync_playwright,
)

from core.audio import SAMPLE_RATE, load
from desktop.audio.sources import DEMO
from desktop.server.certificates import own_certificate
from desktop.server.page import FILES
from desktop.server.page_words import LANGUAGES, words
from desktop.server.settings import Limits, ServerSettings
from tests.desktop.server.conftest import TOKEN
from tests.desktop.server.test_recordings import FORMATS, encoded
from tests.harness.program import AUDIO
from tests.harness.running_server import RunningServer, running_server
from tests.harness.stalling_relay import stalling_relay

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
def visited(browser: Browser, url: str, *, insecure: bool = False, **options) -> Iterator[Page]:
    """The page, opened; fails if it prints an error or asks another host for anything.

    With `insecure`, the browser takes the address for one of another computer, without HTTPS.
    """
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
    if insecure:
        page.add_init_script("Object.defineProperty(window, 'isSecureContext', { value: false })")
    page.goto(url)
    page.wait_for_selector("body[data-ready]")
    try:
        yield page
        assert foreign == []
        # A refusal with a status of 4xx is printed by the browser itself.
        expected = ("Failed to load resource", "WebSocket connection to")
        assert [text for text in errors if not any(part in text for part in expected)] == []
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
        rows = page.locator("#rows td:nth-child(3)").all_inner_texts()
        assert rows == ["7", "6", "5", "4", "3"]  # the newest first
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
        expect(page.get_by_role("alert")).to_have_text(f"x.wav: {words(language)['notAudio']}")


NINE = (AUDIO / "9_slt_0.flac").read_bytes()
OGG = encoded(np.tile(load(AUDIO / "9_slt_0.flac"), 3), SAMPLE_RATE, "OGG", "VORBIS")
M4A = b"\0\0\0\x20ftypM4A \0\0\0\0" + bytes(1000)


@pytest.mark.parametrize(
    ("recording", "said"),
    [
        (M4A, "Recordings of the format M4A/MP4 cannot be read. Convert it to WAV first"),
        (NINE[: len(NINE) // 2], "s of it are missing: the file ends too early."),
        (OGG[: len(OGG) // 2], "9.wav: Its end is missing: the file ends too early."),
        (encoded(np.zeros(61 * SAMPLE_RATE), SAMPLE_RATE, "FLAC", "PCM_16"), "longer than 60 s"),
        (encoded(np.zeros(0), SAMPLE_RATE, "WAV", "PCM_16"), "It contains no sound."),
        (b"x" * 99, "It is not a recording. WAV, FLAC, OGG, Opus, MP3, AIFF can be read."),
    ],
    ids=["foreign format", "cut short", "cut Ogg", "too long", "no sound", "not audio"],
)
def test_why_a_recording_cannot_be_used(
    browser: Browser, roomy: RunningServer, recording: bytes, said: str
) -> None:
    with visited(browser, roomy.url) as page:
        page.set_input_files(
            "#files", {"name": "9.wav", "mimeType": "audio/wav", "buffer": recording}
        )
        expect(page.get_by_role("alert")).to_contain_text(said)
        expect(page.get_by_role("alert")).to_contain_text("9.wav: ")


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


def test_without_https_the_page_says_at_once_why_there_is_no_microphone(browser: Browser) -> None:
    with (
        running_server(ServerSettings(token=TOKEN)) as server,
        visited(browser, server.url, insecure=True) as page,
    ):
        expect(page.get_by_role("alert")).to_contain_text("HTTPS")
        page.click("#listen")
        expect(page.get_by_role("alert")).to_contain_text("HTTPS")
        expect(page.locator("#token-form")).to_be_hidden()


@pytest.fixture(scope="module")
def speaking(driver: Playwright) -> Iterator[Browser]:
    """A browser whose microphone hears a beep each second."""
    with chromium(driver, "--use-fake-ui-for-media-stream") as running:
        yield running


def test_over_https_with_the_own_certificate(speaking: Browser, tmp_path: Path) -> None:
    own = own_certificate(tmp_path, ["192.168.1.20"])
    settings = ServerSettings(certificate=own.path, authority=own.authority)
    with running_server(settings) as server:
        url = server.url.replace("http:", "https:")
        with visited(speaking, url, ignore_https_errors=True) as page:
            page.click("#listen")
            expect(page.locator("#state")).to_have_text("Listening")
            expect(page.locator("#word")).to_have_text("Say a digit")
            with page.expect_download() as download:
                page.click("#authority a")
            assert Path(download.value.path()).read_bytes() == own.authority


def test_it_connects_again_after_the_server_was_started_again(speaking: Browser) -> None:
    with running_server(ServerSettings()) as first, visited_until_closed(speaking, first) as page:
        page.click("#listen")
        expect(page.locator("#state")).to_have_text("Listening")
    expect(page.get_by_role("alert")).to_contain_text("Connecting again")
    with running_server(ServerSettings(), first.port):
        expect(page.locator("#state")).to_have_text("Listening")
        expect(page.get_by_role("alert")).to_be_hidden()
        page.context.close()


def test_after_a_start_with_another_token_it_asks_for_the_token(speaking: Browser) -> None:
    settings = ServerSettings(token=TOKEN)
    with running_server(settings) as first, visited_until_closed(speaking, first) as page:
        page.click("#listen")
        page.fill("#token", TOKEN)
        page.keyboard.press("Enter")
        expect(page.locator("#state")).to_have_text("Listening")
    expect(page.get_by_role("alert")).to_contain_text("Connecting again")
    with running_server(ServerSettings(token="another"), first.port):  # noqa: S106
        expect(page.locator("#token-form")).to_be_visible()
        expect(page.locator("#state")).to_have_text("Not listening")
        expect(page.get_by_role("alert")).to_be_hidden()
        page.context.close()


SAY = """async () => {
  const { DigitsSoFar } = await import("/assets/panel.js");
  const digits = new DigitsSoFar();
  const say = (id, type, digit) => digits.hear({ id, type, digit, start: id, rejected: null });
  say(1, "digit", 4);
  say(2, "provisional", 2);
  const said = digits.text;
  digits.close();
  return [said, digits.text, document.getElementById("number").textContent];
}"""


BLOCK_STREAMS = """() => {
  window.WebSocket = class extends WebSocket {
    constructor(url, protocols) { super(url.replace("/api/stream", "/nothing"), protocols); }
  };
}"""


def test_a_browser_or_proxy_that_lets_no_stream_through(speaking: Browser, tmp_path: Path) -> None:
    own = own_certificate(tmp_path, ["192.168.1.20"])
    for authority, said in ((None, "must let WebSockets through"), (own.authority, "certificate")):
        with (
            running_server(ServerSettings(authority=authority)) as server,
            visited(speaking, server.url) as page,
        ):
            page.evaluate(BLOCK_STREAMS)
            page.click("#listen")
            expect(page.get_by_role("alert")).to_contain_text("live connection was refused")
            expect(page.get_by_role("alert")).to_contain_text(said)
            expect(page.locator("#state")).to_have_text("Not listening")


def test_a_server_with_too_many_streams_is_busy(speaking: Browser) -> None:
    with (
        running_server(ServerSettings(limits=Limits(streams=0))) as server,
        visited(speaking, server.url) as page,
    ):
        page.click("#listen")
        expect(page.get_by_role("alert")).to_have_text(words("en")["serverBusy"])


def test_digits_of_a_number_whose_end_is_lost_are_kept(
    browser: Browser, roomy: RunningServer
) -> None:
    with visited(browser, roomy.url) as page:
        # "Copy" copies what is shown. The second digit was never certain.
        assert page.evaluate(SAY) == ["42", "4…", "4…"]
        expect(page.locator("#missing")).to_have_text("… Digits may be missing")


def test_a_number_that_listening_stopped_within_has_a_mark(
    browser: Browser, roomy: RunningServer
) -> None:
    with visited(browser, roomy.url) as page:
        assert page.evaluate(END_NUMBERS) == "397… 46"
        expect(page.locator("#missing")).to_be_visible()
        page.click("#clear")
        expect(page.locator("#missing")).to_be_hidden()


END_NUMBERS = """async () => {
  const { DigitsSoFar } = await import("/assets/panel.js");
  const digits = new DigitsSoFar();
  for (const [number, is_cut] of [["397", true], ["46", false]]) {
    digits.hear({ type: "number", number, is_cut });
  }
  return document.getElementById("number").textContent;
}"""


SAYS_FOUR_AND_BEGINS = """() => {
  window.WebSocket = class extends WebSocket {
    set onmessage(receive) {
      const say = (event) => receive({ data: JSON.stringify(event) });
      const digit = { rejected: null, confidence: 0.9, probabilities: [] };
      setTimeout(() => {
        say({ ...digit, id: 1, type: "digit", digit: 4, start: 0.1, end: 0.5 });
        say({ ...digit, id: 2, type: "provisional", digit: 6, start: 0.6, end: 0.9 });
      }, 1000);
    }
  };
}"""
"""As if the server heard this on each stream, and nothing else."""


def test_a_number_that_a_lost_connection_cuts_keeps_a_mark(speaking: Browser) -> None:
    with running_server(ServerSettings()) as server, visited_until_closed(speaking, server) as page:
        port = server.port
        page.evaluate(SAYS_FOUR_AND_BEGINS)
        page.click("#listen")
        expect(page.locator("#number")).to_have_text("46")
        expect(page.locator("#digit")).to_have_text("6")
    expect(page.get_by_role("alert")).to_contain_text("Connecting again")
    expect(page.locator("#number")).to_have_text("4…")
    expect(page.locator("#digit")).to_have_text("")  # it belongs to nothing
    with running_server(ServerSettings(), port):
        expect(page.locator("#state")).to_have_text("Listening")
        expect(page.locator("#message")).to_be_hidden()
        expect(page.locator("#number")).to_contain_text("4…")
        marked = page.locator("#rows tr", has_text="Digits may be missing")
        expect(marked.locator("td:nth-child(3)").last).to_have_text("4")
        page.context.close()


def test_pause_ends_the_attempts_to_connect_again(speaking: Browser) -> None:
    with running_server(ServerSettings()) as server, visited_until_closed(speaking, server) as page:
        page.click("#listen")
        expect(page.locator("#state")).to_have_text("Listening")
    expect(page.get_by_role("alert")).to_contain_text("Connecting again")
    page.click("#listen")
    expect(page.locator("#state")).to_have_text("Not listening")
    page.click("#listen")
    expect(page.get_by_role("alert")).to_contain_text("cannot be reached")
    expect(page.locator("#state")).to_have_text("Not listening")
    page.context.close()


@contextmanager
def visited_until_closed(browser: Browser, server: RunningServer) -> Iterator[Page]:
    """The page, which stays open after the server has ended."""
    page = browser.new_context(locale="en-GB").new_page()
    page.set_default_timeout(SECONDS)
    page.goto(server.url)
    page.wait_for_selector("body[data-ready]")
    yield page


def test_a_network_that_stops_is_noticed(speaking: Browser, roomy: RunningServer) -> None:
    with stalling_relay(roomy.port) as network:
        url = f"http://127.0.0.1:{network.port}"
        with visited(speaking, url) as page, visited(speaking, url) as other:
            for each in (page, other):
                each.click("#listen")
                expect(each.locator("#state")).to_have_text("Listening")
            network.stall()
            other.click("#listen")
            expect(other.locator("#state")).to_have_text("Not listening")
            expect(page.locator("#state")).to_contain_text("connection is slow")
            expect(page.get_by_role("alert")).to_contain_text("Connecting again")


def test_a_muted_microphone_is_noticed(
    driver: Playwright, roomy: RunningServer, tmp_path: Path
) -> None:
    wav = tmp_path / "muted.wav"
    soundfile.write(wav, np.zeros(60 * SAMPLE_RATE, np.int16), SAMPLE_RATE, subtype="PCM_16")
    options = [f"--use-file-for-fake-audio-capture={wav}", "--use-fake-ui-for-media-stream"]
    with chromium(driver, *options) as browser, visited(browser, roomy.url) as page:
        page.click("#listen")
        expect(page.get_by_role("alert")).to_contain_text("no sound at all")


def test_the_screen_stays_on_while_it_listens(speaking: Browser, roomy: RunningServer) -> None:
    watch = """() => {
      window.locks = [];
      const request = navigator.wakeLock.request.bind(navigator.wakeLock);
      navigator.wakeLock.request = async (kind) => {
        const lock = await request(kind);
        window.locks.push(lock);
        return lock;
      };
    }"""
    with visited(speaking, roomy.url) as page:
        page.evaluate(watch)
        page.click("#listen")
        expect(page.locator("#state")).to_have_text("Listening")
        wait_until(page, lambda: page.evaluate("locks.map((lock) => lock.released)") == [False])
        page.click("#listen")
        wait_until(page, lambda: page.evaluate("locks.map((lock) => lock.released)") == [True])


def test_before_it_listens_it_says_so(speaking: Browser, roomy: RunningServer) -> None:
    with visited(speaking, roomy.url) as page:
        expect(page.locator("#word")).to_have_text("Press Listen and speak")
        page.click("#listen")
        expect(page.locator("#word")).to_have_text("Say a digit")


NEVER_ANSWERED = """() => {
  navigator.mediaDevices.getUserMedia = () => new Promise(() => {});
}"""
"""As if the question for the microphone stayed open."""


def test_pause_while_the_browser_asks_for_the_microphone(
    browser: Browser, roomy: RunningServer
) -> None:
    with visited(browser, roomy.url) as page:
        page.evaluate(NEVER_ANSWERED)
        page.click("#listen")
        expect(page.locator("#state")).to_have_text("Opening…")
        expect(page.locator("#word")).to_have_text("Say a digit")
        page.click("#listen")
        expect(page.locator("#state")).to_have_text("Not listening")
        expect(page.locator("#word")).to_have_text("Press Listen and speak")


def test_a_microphone_that_cannot_be_read_is_not_always_in_use(
    browser: Browser, roomy: RunningServer
) -> None:
    unreadable = """() => {
      const error = new DOMException("Permission denied by system", "NotReadableError");
      navigator.mediaDevices.getUserMedia = () => Promise.reject(error);
    }"""
    with visited(browser, roomy.url) as page:
        page.evaluate(unreadable)
        page.click("#listen")
        expect(page.locator("#message")).to_have_text(
            "The microphone cannot be used: another program may be using it, or the system does "
            "not allow it (Permission denied by system)."
        )


def test_copy_says_what_it_did(browser: Browser, roomy: RunningServer) -> None:
    with visited(browser, roomy.url, permissions=["clipboard-read", "clipboard-write"]) as page:
        page.clock.install()
        page.set_input_files("#files", AUDIO / "7_slt_0.flac")
        expect(page.locator("#number")).to_have_text("7")
        page.clock.pause_at(page.evaluate("Date.now() + 1"))
        page.click("#copy")
        expect(page.locator("#state")).to_have_text("Copied")
        assert page.evaluate("navigator.clipboard.readText()") == "7"
        page.clock.run_for(3_000)
        expect(page.locator("#state")).to_have_text("Not listening")


def test_the_end_of_a_recording_does_not_hide_what_copy_says(
    browser: Browser, roomy: RunningServer
) -> None:
    held: list[Route] = []  # Playwright counts the handler's parameters: `held.append` has none
    with visited(browser, roomy.url, permissions=["clipboard-read", "clipboard-write"]) as page:
        page.clock.install()
        page.route("**/api/predict", lambda route: held.append(route))  # noqa: PLW0108
        page.set_input_files("#files", AUDIO / "7_slt_0.flac")
        expect(page.locator("#number")).to_have_text("7")
        page.clock.pause_at(page.evaluate("Date.now() + 1"))
        page.click("#copy")
        expect(page.locator("#state")).to_have_text("Copied")
        held.pop().continue_()
        expect(page.locator("#word")).to_have_text("seven")
        expect(page.locator("#state")).to_have_text("Copied")


def test_the_keyboard_keeps_its_place(browser: Browser) -> None:
    with (
        running_server(ServerSettings(token=TOKEN)) as server,
        visited(browser, server.url) as page,
    ):
        page.set_input_files("#files", AUDIO / "7_slt_0.flac")
        page.fill("#token", TOKEN)
        page.keyboard.press("Enter")
        expect(page.locator("#number")).to_have_text("7")
        expect(page.locator("#listen")).to_be_focused()
        page.focus("#clear")
        page.keyboard.press("Enter")
        expect(page.locator("#listen")).to_be_focused()


@pytest.mark.parametrize("viewport", [(810, 1080), (1080, 810)])
def test_a_tablet(browser: Browser, roomy: RunningServer, viewport: tuple[int, int]) -> None:
    width, height = viewport
    options = {"is_mobile": True, "has_touch": True, "device_scale_factor": 2}
    size = {"width": width, "height": height}
    with visited(browser, roomy.url, viewport=size, **options) as page:
        # Nothing can be dropped there, and there is no keyboard.
        expect(page.locator("#drop")).to_be_hidden()
        expect(page.locator("#keys")).to_be_hidden()
        assert page.locator("#listen").bounding_box()["height"] >= 44  # type: ignore[index]
        assert page.evaluate("document.documentElement.scrollWidth") <= width


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


def test_a_space_behind_the_token_does_not_matter(driver: Playwright) -> None:
    with (
        running_server(ServerSettings(token=TOKEN)) as server,
        chromium(driver, "--use-fake-ui-for-media-stream") as browser,
        visited(browser, server.url) as page,
    ):
        page.click("#listen")
        page.fill("#token", f"{TOKEN} ")  # as a tablet's keyboard completes it
        page.keyboard.press("Enter")
        expect(page.locator("#state")).to_have_text("Listening")


def test_a_token_that_cannot_be_sent_is_wrong(browser: Browser) -> None:
    with (
        running_server(ServerSettings(token=TOKEN)) as server,
        visited(browser, server.url) as page,
    ):
        page.click("#listen")
        page.fill("#token", "Schlüssel €")
        page.keyboard.press("Enter")
        expect(page.get_by_role("alert")).to_contain_text("not right")
        expect(page.locator("#token-form")).to_be_visible()


def test_a_server_that_is_gone_when_the_token_is_sent(browser: Browser) -> None:
    with (
        running_server(ServerSettings(token=TOKEN)) as server,
        visited(browser, server.url) as page,
    ):
        page.click("#listen")
        page.fill("#token", TOKEN)
        page.route("**/metrics", lambda route: route.abort())
        page.keyboard.press("Enter")
        expect(page.get_by_role("alert")).to_contain_text("cannot be reached")
        page.unroute("**/metrics")
        page.focus("#token")
        page.keyboard.press("Enter")
        expect(page.locator("#token-form")).to_be_hidden()


NOTE_LANGUAGES = """
window.languages = [];
const note = () => languages.push(document.documentElement.lang);
new MutationObserver(note).observe(document.documentElement, { attributeFilter: ["lang"] });
"""


def test_the_language_that_was_chosen_last_is_shown(browser: Browser, roomy: RunningServer) -> None:
    held: list[Route] = []  # Playwright counts the handler's parameters: `held.append` has none
    with visited(browser, roomy.url) as page:
        page.evaluate(NOTE_LANGUAGES)
        page.route("**/words/es", lambda route: held.append(route))  # noqa: PLW0108
        page.select_option("#language", "es")
        page.select_option("#language", "de")
        title = page.locator("#history h2")
        expect(title).to_have_text(words("de")["history"])
        with page.expect_response("**/words/es"):
            held.pop().continue_()
        page.select_option("#language", "fr")  # its words come after the Spanish ones
        expect(title).to_have_text(words("fr")["history"])
        assert page.evaluate("languages") == ["de", "fr"]


def test_a_narrow_screen_needs_no_sideways_scrolling(
    browser: Browser, roomy: RunningServer
) -> None:
    with visited(browser, roomy.url, viewport={"width": 320, "height": 640}) as page:
        for language in LANGUAGES:
            page.select_option("#language", language)
            expect(page.locator("#history h2")).to_have_text(words(language)["history"])
            width = page.evaluate("document.documentElement.scrollWidth")
            assert width <= 320, language
