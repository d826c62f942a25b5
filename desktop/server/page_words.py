"""The words of the page, in the window's own translations.

`make translations` finds the texts below, like those of the window. The ``.ts`` files are read
directly, since Qt is not needed for anything else here.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Mapping
from pathlib import Path

from core.recordings.formats import FORMATS
from desktop.languages import Spoken, digit_words, own_name

FOLDER = Path(__file__).resolve().parent.parent / "window" / "translations"

LANGUAGES = ("en", "de", "es", "fr")


def translate(context: str, text: str) -> tuple[str, str]:
    """Mark a text for `make translations`; the words of a language are looked up later."""
    return context, text


TEXTS: Mapping[str, tuple[str, str]] = {
    "title": translate("MainWindow", "Spoken Digits"),
    "percent": translate("wording", "{number} %"),
    "confidence": translate("DigitPanel", "{percent} confidence"),
    "provisional": translate("DigitPanel", "provisional, {percent}"),
    "say": translate("wording", "Say a digit"),
    "sayIn": translate("wording", "Say a digit in {language}"),
    "orNumber": translate("wording", "or a number, digit by digit"),
    "oneAtATime": translate("wording", "one at a time, with a pause after each"),
    "apart": translate("wording", "Numbers in one breath are not recognized in {language}."),
    "en": translate("wording", "English"),
    "de": translate("wording", "German"),
    "es": translate("wording", "Spanish"),
    "fr": translate("wording", "French"),
    "lastDigit": translate("DigitPanel", "Last digit"),
    "probabilities": translate("ProbabilityBars", "Probabilities of the digits"),
    "spectrogram": translate("SpectrogramView", "Live spectrogram"),
    "digitsMissing": translate("ServerPage", "Digits may be missing"),
    "digitsSoFar": translate("DigitLine", "Digits so far"),
    "noDigits": translate("DigitLine", "Recognized digits appear here"),
    "listen": translate("Actions", "Listen"),
    "pause": translate("Actions", "Pause"),
    "pauseTip": translate("Actions", "Pause or resume listening"),
    "open": translate("Actions", "Open…"),
    "copy": translate("Actions", "Copy"),
    "copyTip": translate("Actions", "Copy all digits"),
    "clear": translate("Actions", "Clear"),
    "clearTip": translate("Actions", "Clear the digits"),
    "history": translate("Actions", "History"),
    "time": translate("History", "Time"),
    "digit": translate("History", "Digit"),
    "confidenceColumn": translate("History", "Confidence"),
    "duration": translate("History", "Duration"),
    "milliseconds": translate("History", "{n} ms"),
    "note": translate("History", "Note"),
    "noHistory": translate("HistoryWindow", "No utterances yet. Say a digit, and it appears here."),
    "drop": translate("DropArea", "Drop recordings here"),
    "listening": translate("wording", "Listening"),
    "opening": translate("wording", "Opening…"),
    "notListening": translate("wording", "Not listening"),
    "silence": translate("wording", "Silence"),
    "too_short": translate("wording", "Too short"),
    "too_long": translate("wording", "Too long"),
    "too_quiet": translate("wording", "Too quiet"),
    "unsure": translate("wording", "Not sure"),
    "not_a_digit": translate("wording", "Not a digit"),
    "several_digits": translate("wording", "Several digits"),
    "notAudio": translate("wording", "It is not a recording. {formats} can be read."),
    "emptyFile": translate("wording", "The file is empty."),
    "foreignFormat": translate(
        "wording",
        "Recordings of the format {detail} cannot be read. Convert it to WAV first, for example "
        "with ffmpeg.",
    ),
    "damaged": translate("wording", "It is damaged and cannot be decoded."),
    "noSound": translate("wording", "It contains no sound."),
    "cutShort": translate("wording", "{length} of it are missing: the file ends too early."),
    "endMissing": translate("wording", "Its end is missing: the file ends too early."),
    "endDamaged": translate("wording", "Its end is damaged and was not recognized."),
    "partDamaged": translate("wording", "It is damaged, and some of its sound is missing."),
    "tooLong": translate(
        "ServerPage", "It is longer than {length}, the limit of this server. Open a part of it."
    ),
    "seconds": translate("wording", "{n} s"),
    "noMicrophone": translate("wording", "No microphone found"),
    "appearance": translate("WindowPage", "Appearance"),
    "themeSystem": translate("WindowPage", "Same as the system"),
    "themeLight": translate("WindowPage", "Light"),
    "themeDark": translate("WindowPage", "Dark"),
    "language": translate("WindowPage", "Language"),
    "theme": translate("ServerPage", "Theme"),
    "openTip": translate("ServerPage", "Recognize a recording. You can also drop files here"),
    "privacy": translate("ServerPage", "Sound is recognized on this server and not stored."),
    "needsHttps": translate(
        "ServerPage",
        "The browser gives the microphone only to pages with HTTPS. Open this page over HTTPS, or "
        "on the computer that serves it. Recordings work anyway.",
    ),
    "denied": translate(
        "ServerPage",
        "The browser denied access to the microphone. Allow it next to the address, and press "
        "Listen again.",
    ),
    "oldBrowser": translate(
        "ServerPage", "This browser cannot record sound. Use a newer one, or open a recording."
    ),
    "connectionLost": translate(
        "ServerPage", "The connection to the server was lost. Press Listen to connect again."
    ),
    "reconnecting": translate(
        "ServerPage", "The connection to the server was lost. Connecting again…"
    ),
    "unreachable": translate(
        "ServerPage",
        "The server cannot be reached. Check that it runs, and that this device is in its network.",
    ),
    "slow": translate("ServerPage", "Listening. The connection is slow, so digits come late"),
    "muted": translate(
        "ServerPage", "The microphone delivers no sound at all. Check that it is not muted."
    ),
    "pressListen": translate("ServerPage", "Press Listen and speak"),
    "copied": translate("ServerPage", "Copied"),
    "authority": translate("ServerPage", "Install the certificate of this server"),
    "serverBusy": translate("ServerPage", "The server is busy. Try again in a moment."),
    "streamRefused": translate(
        "ServerPage",
        "The live connection was refused. A proxy in front of the server must let WebSockets "
        "through. Recordings work anyway.",
    ),
    "streamDistrusted": translate(
        "ServerPage",
        "The live connection was refused. If this stays so, install the certificate of this server "
        "(end of the page).",
    ),
    "microphoneFailed": translate("ServerPage", "The microphone cannot be used: {reason}"),
    "microphoneUnreadable": translate(
        "ServerPage",
        "The microphone cannot be used: another program may be using it, or the system does not "
        "allow it ({reason}).",
    ),
    "reading": translate("ServerPage", "Recognizing {name}…"),
    "noNumber": translate("ServerPage", "No digit found"),
    "microphone": translate("MicrophonePage", "Microphone"),
    "source": translate("ServerPage", "Source"),
    "exportCsv": translate("ServerPage", "Export as CSV"),
    "exportJson": translate("ServerPage", "Export as JSON"),
    "token": translate("ServerPage", "This server asks for a token"),
    "tokenWrong": translate("ServerPage", "That token is not right. Try again."),
    "tokenUse": translate("ServerPage", "Continue"),
    "keys": translate(
        "ServerPage", "Keys: L listens or pauses, O opens a recording, C copies the digits."
    ),
    "api": translate("ServerPage", "For programs: the API"),
}
"""The texts of the page by the names that it uses for them: context and English text."""


def words(language: str, spoken: Spoken | None = None) -> dict[str, str]:
    """The texts of the page in a language.

    Parameters
    ----------
    language : str
        One of `LANGUAGES`.
    spoken : Spoken, optional
        What people can say to the server's model: the names of the digits, and the texts about how
        to speak.

    Returns
    -------
    dict of str to str
        Where a translation is missing, the English text.
    """
    spoken = spoken or Spoken()
    known = {} if language == "en" else _translations(language)
    texts = {name: known.get(text) or text[1] for name, text in TEXTS.items()}
    digits = digit_words(spoken.language)
    texts |= {f"digit{number}": word for number, word in enumerate(digits)}
    name = texts.get(spoken.language, own_name(spoken.language))
    say_in, apart = (texts.pop(key).format(language=name) for key in ("sayIn", "apart"))
    texts["notAudio"] = texts["notAudio"].format(formats=FORMATS.replace(" or ", ", "))
    one_at_a_time = texts.pop("oneAtATime")
    how = texts["orNumber"] if spoken.has_numbers else f"{one_at_a_time}. {apart}"
    if spoken.language == language:
        return texts | {"orNumber": how}
    return texts | {"say": say_in, "orNumber": f"{', '.join(digits[1:4])} …\n{how}"}


def _translations(language: str) -> dict[tuple[str, str], str]:
    root = ET.parse(FOLDER / f"spoken_digits_{language}.ts").getroot()  # noqa: S314 - our own file
    return {
        (context.findtext("name", ""), message.findtext("source", "")): message.findtext(
            "translation", ""
        )
        for context in root.iter("context")
        for message in context.iter("message")
    }
