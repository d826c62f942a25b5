"""The figures of the README are those of the report that belongs to the shipped model."""

import json
import re

import pytest

from tests.harness.program import REPOSITORY

METRICS = json.loads((REPOSITORY / "models/digits/report/metrics.json").read_text())
README = (REPOSITORY / "README.md").read_text(encoding="utf-8")
CORPORA = {
    "Speech Commands": "speech_commands",
    "FSDD": "fsdd",
    "iitg": "iitg",
    "AudioMNIST": "audiomnist",
    "inspektral": "inspektral",
    "all": "all digits",
}
"""How the README's table calls what the report calls otherwise."""


def table() -> list[tuple[str, list[str]]]:
    """The rows of the table of accuracy, by the report's name, without the stars."""
    rows = []
    for line in README.splitlines():
        cells = [cell.strip().replace("*", "") for cell in line.strip("|").split("|")]
        name = CORPORA.get(re.split("[:,]", cells[0])[0])
        if name and len(cells) == 6:
            rows.append((name, cells[1:]))
    return rows


def judged(who, name):
    """The better of a recognizer's two front ends."""
    rows = [r for r in METRICS["side_by_side"] if (r["who"], r["name"]) == (who, name)]
    return max(rows, key=lambda row: row["accuracy"])


def percent(share):
    return f"{100 * share:.1f}"


def test_that_the_table_has_every_corpus():
    assert sorted(name for name, _ in table()) == sorted(CORPORA.values())


@pytest.mark.parametrize(("name", "cells"), table(), ids=[name for name, _ in table()])
def test_that_a_row_of_the_table_is_the_reports(name, cells):
    ours = judged("Spoken Digits", name)
    accuracy, low, high = (percent(ours[part]) for part in ("accuracy", "low", "high"))
    expected = [
        str(ours["speakers"]),
        f"{ours['clips']:,}",
        f"{accuracy} % ({low}-{high})",
        f"{percent(judged('SpellingCNN', name)['accuracy'])} %",
        f"{percent(judged('PocketSphinx', name)['accuracy'])} %",
    ]
    assert cells == expected


def test_that_the_best_of_a_row_is_set_in_bold():
    for line in README.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if CORPORA.get(re.split("[:,]", cells[0])[0]) and len(cells) == 6:
            shares = [float(re.findall(r"[\d.]+", cell)[0]) for cell in cells[3:]]
            bold = [cell.startswith("**") for cell in cells[3:]]
            assert bold == [share == max(shares) for share in shares], line


def test_that_what_is_said_of_rejection_is_the_reports():
    said = " ".join(README.split())
    taken = {row["name"]: row for row in METRICS["taken_for_digits"]}
    streams = {row["name"]: row for row in METRICS["streams"]}
    noisy = {(row["who"], row["snr_db"], row["name"]): row for row in METRICS["noise_levels"]}
    rejected = percent(METRICS["all"]["rejected"])
    words, noises = taken["all words"], taken["all noise"]
    assert f"{rejected} % of the digits are refused" in said
    assert f"{percent(words['share'])} % of {words['clips']:,} recordings of other words" in said
    assert f"{percent(noises['share'])} % of {noises['clips']:,} noises" in said
    assert f"{streams['all words']['per_hour']:.0f} false digits an hour" in said
    assert f"{streams['all noise']['per_hour']:.0f} an hour of barking" in said
    around, over = (noisy[who, 10, "all digits"]["accuracy"] for who in ("ours", "ours_over"))
    assert f"In noise of 10 dB {percent(around)} % are right, or {percent(over)} %" in said
