"""Generates ``MODEL_CARD.md`` from the template ``card.md``, the bundle and ``metrics.json``.

A test generates the card again and compares, so its figures are always those of the report.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from string import Template
from typing import Any

from core.bundle import Bundle, load_bundle
from models.data.index import DataError

TEMPLATE = Path(__file__).with_name("card.md")
CARD = "MODEL_CARD.md"

SOURCES = {
    "fsdd": ("Free Spoken Digit Dataset: 8 kHz, tightly cut", "CC BY-SA 4.0"),
    "audiomnist": ("AudioMNIST", "MIT"),
    "iitg": ("Sai004, jayskhatri: students' recordings, Indian English", "Apache-2.0, MIT"),
    "inspektral": ("inspektral/audioMNIST-classifier, Italian accent", "MIT"),
    "speech_commands": ("Speech Commands (Google): crowdsourced recordings", "CC BY 4.0"),
    "words/speech_commands": ("Speech Commands: other words", "CC BY 4.0"),
    "words/picovoice": ("Picovoice wake-word-benchmark: other words", "Apache-2.0"),
    "words/mycroft": (
        "Mycroft Precise community data: other words, conversations",
        "public domain",
    ),
    "noise/esc10": ("ESC-10 (K. J. Piczak)", "CC BY 3.0"),
    "noise/speech_commands": ("Speech Commands: background noise", "CC BY 4.0"),
    "made/kokoro": (
        "synthetic speakers: voices of Kokoro-82M v1.0 and mixtures of them",
        "Apache-2.0",
    ),
    "made/native": (
        "synthetic speakers (Kokoro-82M v1.0), American and British English",
        "Apache-2.0",
    ),
    "made/accent": ("synthetic speakers (Kokoro-82M v1.0): foreign accents", "Apache-2.0"),
    "made/fluent": ("synthetic speakers (Kokoro-82M v1.0): words cut from numbers", "Apache-2.0"),
    "made/strings": ("synthetic speakers (Kokoro-82M v1.0): fluent numbers, talk", "Apache-2.0"),
    "strings": ("Matty-7/CS304-SpeechRecognition, Uberi/speech_recognition: numbers", "MIT, BSD-3"),
    "heidelberg": ("Heidelberg Digits (Cramer et al., 2020): English by Germans", "CC BY 4.0"),
    "fsdd_jason_recovered": (
        "a former speaker of the Free Spoken Digit Dataset",
        "CC BY-SA 4.0",
    ),
    "dku_matty7": ("Matty-7/CS304-SpeechRecognition: Chinese accent", "MIT"),
    "jinding": (
        "JindingWang/Variable-length-digital-string-speech-recognition-HMM: Chinese accent",
        "Apache-2.0",
    ),
    "languages/ar": ("Arabic Speech Commands: Arabic digits", "CC BY 4.0"),
    "languages/de": ("Heidelberg Digits (Cramer et al., 2020): German digits", "CC BY 4.0"),
    "languages/es": (
        "lanre97/voice-digit-recogintion, Asterisk core sounds: Spanish digits",
        "MIT, CC BY-SA 3.0",
    ),
    "words/asterisk_allison": ("Asterisk core sounds: letters, prompts", "CC BY-SA 3.0"),
    "words/asterisk_en_AU": ("Asterisk core sounds: letters, prompts", "CC BY 3.0"),
    "words/dspspeech20": ("DSPSpeech-20: students' words, English and Chinese", "MIT"),
    "words/freeswitch_callie": ("FreeSWITCH sounds, Callie: words and letters", "CC BY 3.0"),
    "words/klettres_en": ("KLettres: letters and syllables", "CC BY-SA"),
    "sentences/librivox_pocketsphinx": ("LibriVox: read sentences", "public domain"),
    "sentences/ljspeech_coqui": ("LJ Speech: read sentences", "public domain"),
    "sentences/speechbrain": ("LibriSpeech: read sentences", "CC BY 4.0"),
    "noise/alarm_clock_cc0": ("alarm clocks", "CC0"),
    "noise/ambie": ("ambient sounds", "CC0"),
    "noise/asterisk_moh_opsound": ("Asterisk music on hold", "CC BY-SA 3.0"),
    "noise/blanket": ("Blanket: ambient sounds", "CC BY, CC BY-SA or CC0, by file"),
    "noise/donateacry": ("donateacry-corpus: babies", "ODbL 1.0"),
    "noise/esc50_cc0_ccby": ("ESC-50 (K. J. Piczak): clips under free licences", "CC0, CC BY 3.0"),
    "noise/ibm_max_audio": ("IBM MAX audio samples", "CC BY"),
    "noise/mechvibes": ("Mechvibes: keyboards", "MIT"),
    "noise/sonic_pi_cc0": ("Sonic Pi samples: percussion", "CC0"),
}
"""Corpus -> content and licence. A model trained on any other corpus cannot be shipped."""


def write_card(shipped: Path) -> None:
    """Write the card of a bundle whose folder has ``report/metrics.json``."""
    report = shipped / "report"
    metrics = json.loads((report / "metrics.json").read_text())
    strings = report / "strings.json"
    sets = json.loads(strings.read_text())["sets"] if strings.exists() else ()
    (shipped / CARD).write_text(card(load_bundle(shipped), metrics, sets))


def card(bundle: Bundle, metrics: Mapping[str, Any], strings: Sequence[Mapping[str, Any]]) -> str:
    """The text of the card.

    Parameters
    ----------
    bundle : Bundle
    metrics : mapping
        As in ``report/metrics.json``.
    strings : sequence of mapping
        The sets of connected digits, as in ``report/strings.json``.

    Raises
    ------
    DataError
        If the model was trained on a corpus that is not in `SOURCES`.
    """
    return Template(TEMPLATE.read_text()).substitute(
        _facts(bundle, metrics), strings=_strings(strings)
    )


def _facts(bundle: Bundle, metrics: Mapping[str, Any]) -> dict[str, str]:
    whole = metrics["all"]
    recall = min(metrics["digits"], key=lambda row: row["recall"])
    auc = min(metrics["digits"], key=lambda row: row["auc"])
    speakers = [row for row in metrics["speakers"] if row["clips"] >= 20]
    worst = min(speakers or metrics["speakers"], key=lambda row: row["accuracy"])
    accepted = {row["name"]: row for row in metrics["taken_for_digits"]}
    return {
        "version": bundle.version,
        "sha": bundle.sha256[:16],
        "size": f"{len(bundle.model) / 1e6:.1f} MB",
        "bands": str(bundle.spectrogram.n_mels),
        "corpora": "\n".join(map(_accuracy, [*metrics["corpora"], whole])),
        "worst_recall": f"{_percent(recall['recall'])} ({recall['digit']})",
        "worst_auc": f"{auc['auc']:.4f} ({auc['digit']})",
        "worst_speaker": f"{_percent(worst['accuracy'])} ({worst['name']})",
        "rejected": f"{_percent(whole['rejected'])}",
        "words_accepted": _accepted(accepted.get("all words")),
        "unheard_accepted": _accepted(accepted.get("unheard words")),
        "noise_accepted": _accepted(accepted.get("all noise")),
        "answered_wrong": _percent(metrics["answered_wrong"]),
        "calibration": f"{_percent(metrics['calibration']['error'])}",
        "in_noise": _in_noise(metrics["noise_levels"]),
        "streams": _streams(metrics["streams"]),
        "side_by_side": _side_by_side(metrics["side_by_side"]),
        "sources": "\n".join(map(_source, _corpora(bundle))),
        "mislabels": _mislabels(metrics),
    }


def _strings(sets: Sequence[Mapping[str, Any]]) -> str:
    said = [
        f"{row['name']} {_percent(row['numbers_right'])} of {row['numbers']} numbers and "
        f"{_percent(row['digits_right'])} of the digits"
        for row in sets
    ]
    return "; ".join(said) or "not measured"


def _corpora(bundle: Bundle) -> list[str]:
    """The corpora of both networks."""
    phrases: Mapping[str, Any] = bundle.training.get("phrases", {})
    return sorted({*bundle.training["corpora"], *phrases.get("corpora", ())})


def _accuracy(row: Mapping[str, Any]) -> str:
    few = row["speakers"] < 3
    others = "unknown" if few else _span(row["low_people"], row["high_people"])
    return (
        f"| {row['name']} | {row['speakers']} | {row['clips']:,} | {_percent(row['accuracy'])} "
        f"| {_span(row['low'], row['high'])} | {others} |"
    )


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %"


def _span(low: float, high: float) -> str:
    return f"{100 * low:.1f}-{100 * high:.1f} %"


def _accepted(row: Mapping[str, Any] | None) -> str:
    return f"{_percent(row['share'])} of {row['clips']:,} recordings" if row else "no recordings"


def _in_noise(rows: Sequence[Mapping[str, Any]]) -> str:
    ours = [row for row in rows if row["who"] == "ours" and row["name"] == "all digits"]
    if not ours:
        return "not measured"
    levels = (
        f"{_percent(row['accuracy'])} "
        + ("clean" if row["snr_db"] is None else f"at {row['snr_db']} dB")
        for row in ours
    )
    return ", ".join(levels)


def _streams(rows: Sequence[Mapping[str, Any]]) -> str:
    named = {row["name"]: row for row in rows}
    said = [
        f"{row['false']} false digits in {row['minutes']:.0f} minutes of {what} "
        f"({row['per_hour']:.1f} per hour, 95 %: {row['low']:.1f}-{row['high']:.1f})"
        for name, what in (("all words", "speech"), ("all noise", "noise"))
        if (row := named.get(name))
    ]
    return "; ".join(said) or "not measured"


def _side_by_side(rows: Sequence[Mapping[str, Any]]) -> str:
    said = [
        f"{row['who']} {_percent(row['accuracy'])}"
        for row in rows
        if row["name"] == "all digits" and row["front_end"] == "cut"
    ]
    return ", ".join(said)


def _source(corpus: str) -> str:
    if corpus not in SOURCES:
        raise DataError(
            f"{corpus}: its licence is unknown; add it to SOURCES in models/evaluation/card.py"
        )
    content, licence = SOURCES[corpus]
    return f"| {corpus} | {content} | {licence} |"


def _mislabels(metrics: Mapping[str, Any]) -> str:
    count = len(metrics["suspected_mislabels"])
    if not count:
        return "No suspected mislabels, or no other recognizer was available to find them."
    return (
        f"{count} labels may be wrong: all recognizers agree on the same other digit. The report "
        "lists them; they count as errors above."
    )
