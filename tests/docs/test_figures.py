"""The figures in the documentation are those of the report of the shipped model."""

import json
import re

import pytest

from tests.harness.program import REPOSITORY

SHIPPED = REPOSITORY / "models/digits"
METRICS = json.loads((SHIPPED / "report/metrics.json").read_text())
ADAPTATION = json.loads((SHIPPED / "report/adaptation.json").read_text())
VERSION = json.loads((SHIPPED / "bundle.json").read_text())["version"]


def read(path: str) -> str:
    return (REPOSITORY / path).read_text(encoding="utf-8")


def prose(path: str) -> str:
    """A document without line breaks."""
    return " ".join(read(path).split())


README, ACCURACY, CHANGELOG = prose("README.md"), prose("docs/accuracy.md"), prose("CHANGELOG.md")
CORPORA = {
    "Speech Commands": "speech_commands",
    "FSDD": "fsdd",
    "Heidelberg": "heidelberg",
    "dku_matty7": "dku_matty7",
    "jinding": "jinding",
    "iitg": "iitg",
    "AudioMNIST": "audiomnist",
    "inspektral": "inspektral",
    "all": "all digits",
}
"""The names in the table of docs/accuracy.md, and those in the report."""


def table() -> list[tuple[str, list[str]]]:
    """The rows of the accuracy table, by the report's name."""
    rows = []
    for line in read("docs/accuracy.md").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        name = CORPORA.get(re.split("[:,]", cells[0])[0])
        if name and len(cells) == 6:
            rows.append((name, cells[1:]))
    return rows


def better_front_end(who, name):
    """The better of a recognizer's two front ends."""
    rows = [r for r in METRICS["side_by_side"] if (r["who"], r["name"]) == (who, name)]
    return max(rows, key=lambda row: row["accuracy"])


def by_name(rows):
    return {row["name"]: row for row in rows}


def percent(share):
    return f"{100 * share:.1f}"


def test_the_table_has_every_corpus():
    assert sorted(name for name, _ in table()) == sorted(CORPORA.values())


@pytest.mark.parametrize(("name", "cells"), table(), ids=[name for name, _ in table()])
def test_a_row_of_the_table_matches_the_report(name, cells):
    ours = better_front_end("Spoken Digits", name)
    accuracy, low, high = (percent(ours[part]) for part in ("accuracy", "low", "high"))
    assert [cell.replace("*", "") for cell in cells] == [
        str(ours["speakers"]),
        f"{ours['clips']:,}",
        f"{accuracy} % ({low}-{high})",
        f"{percent(better_front_end('SpellingCNN', name)['accuracy'])} %",
        f"{percent(better_front_end('PocketSphinx', name)['accuracy'])} %",
    ]


@pytest.mark.parametrize(("name", "cells"), table(), ids=[name for name, _ in table()])
def test_the_best_of_a_row_is_bold(name, cells):
    shares = [float(re.findall(r"[\d.]+", cell)[0]) for cell in cells[2:]]
    assert [cell.startswith("**") for cell in cells[2:]] == [s == max(shares) for s in shares]


def test_the_first_screen_gives_the_total():
    total = METRICS["all"]
    assert (
        f"{percent(total['accuracy'])} % of {total['clips']:,} recordings of {total['speakers']} "
        "people" in README
    )


@pytest.mark.parametrize("text", [README, ACCURACY], ids=["README", "accuracy"])
def test_rejection(text):
    accepted = by_name(METRICS["taken_for_digits"])
    words, noises = accepted["all words"], accepted["all noise"]
    assert f"{percent(METRICS['all']['rejected'])} % of the digits are rejected" in text
    for row, what in ((words, "other words"), (noises, "noise")):
        share, clips = percent(row["share"]), f"{row['clips']:,}"
        assert re.search(rf"{share} % of {clips}", text), what


def test_other_languages():
    german, spanish = (
        json.loads((SHIPPED / code / "report/metrics.json").read_text())["all"]
        for code in ("de", "es")
    )
    accuracy = f"{percent(german['accuracy'])} and {percent(spanish['accuracy'])} %"
    clips = f"{german['clips']} and {spanish['clips']} recordings"
    assert f"({accuracy} of {clips} of {german['speakers']} and {spanish['speakers']} new" in README


def test_rejection_of_the_test_speakers():
    rejected = by_name(METRICS["corpora"])["speech_commands"]["rejected"]
    assert f"Speech Commands test speakers {percent(rejected)} %" in ACCURACY
    assert f"{percent(METRICS['answered_wrong'])} % of all digits are accepted" in ACCURACY
    assert f"{percent(METRICS['all']['rejected'])} %" in prose("models/digits/MODEL_CARD.md")


def test_false_acceptances_in_streams():
    streams = by_name(METRICS["streams"])
    for name, what in (
        ("all words", "in quick succession"),
        ("all sentences", "read sentences"),
        ("all noise", r"continuous \(shipped model\)"),
    ):
        assert re.search(rf"{what} \| {streams[name]['per_hour']:.0f} an hour", ACCURACY), name


def test_connected_digits():
    strings = json.loads((SHIPPED / "report/strings.json").read_text())
    sets = by_name(strings["sets"])
    for name in ("joined", "recorded"):
        for share in ("numbers_right", "digits_right"):
            assert f"{percent(sets[name][share])} %" in README
            assert f"{percent(sets[name][share])} %" in ACCURACY
    assert f"without the test speakers) | {strings['talk']['per_hour']:.0f} an hour" in ACCURACY


def compared(start):
    """The cells of a row in the README's comparison: ours, Whisper, PocketSphinx, SpellingCNN."""
    (line,) = (line for line in read("README.md").splitlines() if line.startswith(f"| {start}"))
    return [cell.strip().replace("*", "") for cell in line.strip("|").split("|")][1:]


def test_the_comparison_of_single_digits():
    total = METRICS["all"]
    others = [
        f"{percent(better_front_end(who, 'all digits')['accuracy'])} %"
        for who in ("PocketSphinx", "SpellingCNN")
    ]
    row = compared(f"single digits, {total['speakers']} speakers")
    assert row == [f"{percent(total['accuracy'])} %", "", *others]


@pytest.mark.parametrize(
    ("name", "start"), [("joined", "numbers joined from words"), ("recorded", "66 fluent numbers")]
)
def test_the_comparison_of_numbers(name, start):
    strings = json.loads((SHIPPED / "report/strings.json").read_text())
    own = by_name(strings["sets"])[name]
    beside = {one["system"]: one for one in strings["beside"] if one["set"] == name}
    assert compared(start) == [
        *(
            f"{percent(one['digits_right'])} %, {percent(one['numbers_right'])} %"
            for one in (own, beside["whisper"], beside["sphinx"])
        ),
        "",
    ]
    # Nobody said the joined numbers as a whole; the README must not claim it.
    assert name != "joined" or f"numbers joined from words of {own['speakers']} speakers" in README
    seconds = [one["cpu_seconds"] for one in strings["beside"] if one["system"] == "whisper"]
    assert f"{min(seconds):.1f} to {max(seconds):.1f} s of processor time" in README


@pytest.mark.parametrize("text", [README, ACCURACY], ids=["README", "accuracy"])
def test_noise(text):
    noisy = {(row["who"], row["snr_db"], row["name"]): row for row in METRICS["noise_levels"]}
    around, over = (noisy[who, 10, "all digits"]["accuracy"] for who in ("ours", "ours_over"))
    assert f"{percent(around)} %" in text
    assert re.search(
        rf"{percent(over)} % if (it|the noise) starts and ends with the recording", text
    )


def test_the_range_of_fsdds_speakers():
    men = [row for row in METRICS["speakers"] if row["name"].startswith("fsdd/")]
    low, high = (pick(row["accuracy"] for row in men) for pick in (min, max))
    assert f"from {100 * low:.0f} % to {percent(high)} %" in ACCURACY


def three_takes(name):
    return next(row for row in ADAPTATION["curves"][name] if row["takes"] == 3)


@pytest.mark.parametrize("text", [README, ACCURACY], ids=["README", "accuracy"])
def test_profiles(text):
    row = three_takes("all four")
    rise = f"rises from {percent(row['before'])} % to {percent(row['after'])} %"
    assert rise in text
    assert f"{row['speakers']} speakers" in text


def test_profiles_of_the_small_groups():
    for name in ("FSDD", "iitg"):
        row = three_takes(name)
        assert f"{percent(row['before'])} % to {percent(row['after'])} %" in ACCURACY
    row = three_takes("all four")
    assert f"({percent(row['after_low'])}-{percent(row['after_high'])})" in ACCURACY


def test_the_changelog_describes_the_shipped_model():
    (row,) = re.findall(rf"\| {re.escape(VERSION)} \|.*", read("CHANGELOG.md"))
    noisy = {(r["who"], r["snr_db"], r["name"]): r for r in METRICS["noise_levels"]}
    words = by_name(METRICS["taken_for_digits"])["all words"]
    assert f"| {percent(METRICS['all']['accuracy'])} % |" in row
    assert f"{percent(words['share'])} % of other words" in row
    assert f"{percent(noisy['ours', 10, 'all digits']['accuracy'])} %" in row


def test_no_document_gives_another_share_of_other_words():
    words = by_name(METRICS["taken_for_digits"])["all words"]
    expected = percent(words["share"])
    for path in ("README.md", "docs/accuracy.md", "CHANGELOG.md", "models/digits/MODEL_CARD.md"):
        text = prose(path)
        found = re.findall(
            rf"([\d.]+) % of (?:{words['clips']:,} recordings of )?other words", text
        )
        assert set(found) <= {expected}, path


def test_the_settings_give_the_same_shares():
    source = read("desktop/window/wording.py")
    text = " ".join(re.sub(r"\"\s*\n\s*\"", "", source).split())
    found = re.search(r"about (\d) in 100 digits are rejected, and about (\d) in 100 other", text)
    assert found
    words = by_name(METRICS["taken_for_digits"])["all words"]
    shares = METRICS["all"]["rejected"], words["share"]
    assert [int(number) for number in found.groups()] == [round(100 * s) for s in shares]
