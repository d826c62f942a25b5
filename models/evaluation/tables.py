"""The report as text: ``report.txt``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from models.evaluation.rivals import NAMES

Metrics = Mapping[str, Any]
Rows = Sequence[Mapping[str, Any]]


def as_text(metrics: Metrics) -> str:
    """All tables."""
    tables = (
        _digits(metrics),
        _speakers(metrics),
        _rejection(metrics),
        _noise_levels(metrics["noise_levels"]),
        _streams(metrics["streams"]),
        _side_by_side(metrics["side_by_side"]),
        _beside_baseline(metrics["baseline"]),
        _mislabels(metrics),
        _learning_curve(metrics["learning_curve"]),
    )
    return "\n\n".join("\n".join(lines) for lines in tables if lines)


def _span(low: float, high: float) -> str:
    return f"{100 * low:5.1f}-{100 * high:5.1f} %"


def _digits(metrics: Metrics) -> list[str]:
    whole = metrics["all"]
    lines = [
        f"{whole['clips']} recordings of {whole['speakers']} speakers, each recognized by a model",
        "that was trained without its speaker",
        "",
    ]
    return lines + _digit_lines(metrics["digits"])


def _digit_lines(rows: Rows) -> list[str]:
    return ["digit  precision  recall     F1  support     AUC"] + [
        f"{row['digit']:5d}  {row['precision']:9.3f}  {row['recall']:6.3f}  {row['f1']:5.3f}"
        f"  {row['support']:7d}  {row['auc']:6.4f}"
        for row in rows
    ]


def _speakers(metrics: Metrics) -> list[str]:
    def line(row: Mapping[str, Any]) -> str:
        others = _span(row["low_people"], row["high_people"]) if row["speakers"] > 1 else ""
        shares = f"{100 * row['accuracy']:6.1f} %  {_span(row['low'], row['high'])}"
        return (
            f"{row['name']:26s} {row['speakers']:8d} {row['clips']:6d} {shares}"
            f"  {others:14s} {100 * row['rejected']:6.1f} %"
        )

    single = [row for row in metrics["speakers"] if row["clips"] >= 20]
    rest = [row for row in metrics["speakers"] if row["clips"] < 20]
    faulty = sum(row["accuracy"] < 1 for row in rest)
    lines = [
        "Accuracy without rejection, with 95 % confidence intervals. 'same speakers' treats clips",
        "as independent (Wilson) and applies to more clips of these speakers. 'other speakers'",
        "treats speakers as the sample (Korn and Graubard: design effect, Student's t) and applies",
        "to speakers who are not in the data. Two speakers are too few for it.",
        "",
        f"{'':26s} speakers  clips accuracy  {'same speakers':14s} {'other speakers':14s} rejected",
        *map(line, metrics["corpora"]),
        line(metrics["all"]),
    ]
    if single:
        lines += ["", "speakers with 20 clips or more", *map(line, single)]
    if rest:
        lines.append(
            f"{len(rest)} speakers with fewer clips: {faulty} of them with at least one error"
        )
    return lines


def _rejection(metrics: Metrics) -> list[str]:
    measured = metrics["calibration"]
    errors = f"{100 * measured['error']:.1f} % of all digits"
    of_accepted = f"{100 * measured['error_of_accepted']:.1f} % of accepted digits"
    return [
        "False acceptances at the shipped thresholds, with 95 % intervals. The thresholds were",
        "chosen on validation speakers, who are not counted here. 'unheard words' are in no",
        "training data.",
        *map(_accepted, metrics["taken_for_digits"]),
        f"rejected digits: {100 * metrics['all']['rejected']:.1f} %",
        f"wrong answers: {100 * metrics['answered_wrong']:.1f} %",
        f"expected calibration error (15 bins): {errors}, {of_accepted}",
    ]


def _accepted(row: Mapping[str, Any]) -> str:
    share = f"{100 * row['share']:6.1f} %"
    return f"{row['name']:26s} {row['clips']:6d} {share}  {_span(row['low'], row['high'])}"


def _noise_levels(rows: Rows) -> list[str]:
    if not rows:
        return []
    levels = list(dict.fromkeys(row["snr_db"] for row in rows))
    lines = [
        "Accuracy without rejection in noise that is not in the training data: up to 40 clips of",
        "each speaker, weighted by the speaker's number of clips. The noise starts half a second",
        "before the recording and ends half a second after it; with 'same length', it lasts as",
        "long as the recording.",
        "",
        f"{'':34s}" + "".join("   clean" if n is None else f"{n:5d} dB" for n in levels),
    ]
    titles = {"ours": "", "ours_over": "same length: ", "spelling_cnn": "SpellingCNN: "}
    for who, name in dict.fromkeys((row["who"], row["name"]) for row in rows):
        shares = {r["snr_db"]: r["accuracy"] for r in rows if (r["who"], r["name"]) == (who, name)}
        cells = (f"{100 * shares[n]:6.1f} %" if n in shares else f"{'':8s}" for n in levels)
        lines.append(f"{titles[who] + name:34s}" + "".join(cells))
    return lines


def _streams(rows: Rows) -> list[str]:
    if not rows:
        return []
    return [
        "False digits in streams without digits, with exact 95 % intervals (Poisson). 'withdrawn'",
        "counts provisional digits that were withdrawn or rejected.",
        "",
        f"{'':26s} minutes utterances  false  withdrawn  per hour  95 % interval",
        *(
            f"{row['name']:26s} {row['minutes']:7.1f} {row['utterances']:10d} {row['false']:6d}"
            f" {row['shown']:10d} {row['per_hour']:9.1f}  {row['low']:.1f}-{row['high']:.1f}"
            for row in rows
        ),
    ]


def _side_by_side(rows: Rows) -> list[str]:
    systems = list(dict.fromkeys((row["who"], row["front_end"]) for row in rows))
    if len(systems) < 2:
        return ["No comparison: no recognizers in ../shared/peers and no baseline in build/."]
    names = list(dict.fromkeys(row["name"] for row in rows))
    lines = [
        "Comparison: accuracy without rejection. 'cut': from the utterance that our segmenter",
        "finds, the same for all systems; 'own': from the whole file, by its own front end.",
        "",
        f"{'':22s}" + "".join(f"{name:>16s}" for name in names),
    ]
    for who, front_end in systems:
        shares = {
            row["name"]: row["accuracy"]
            for row in rows
            if (row["who"], row["front_end"]) == (who, front_end)
        }
        cells = (
            f"{100 * shares[name]:14.1f} %" if name in shares else f"{'':16s}" for name in names
        )
        lines.append((f"{who + ', ' + front_end:22s}" + "".join(cells)).rstrip())
    if not any(who == "baseline" for who, _ in systems):
        lines.append("The baseline is missing; to train it: python -m models.build baseline")
    return lines


def _beside_baseline(systems: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Tables of our model and the baseline, over the same test speakers."""
    tables: list[list[str]] = []
    for who, whole in systems.items():
        span = _span(whole["low_people"], whole["high_people"]).strip()
        head = f"{who}: {100 * whole['accuracy']:.1f} % ({span} for other speakers) of"
        people = f"{whole['clips']} clips of {whole['speakers']} test speakers"
        tables.append([f"{head} {people}", *_digit_lines(whole["digits"]), ""])
    return [line for table in tables for line in table][:-1]


def _learning_curve(rows: Rows) -> list[str]:
    if not rows:
        return []
    return [
        "Learning curve: short trainings with some of the Speech Commands speakers, evaluated on",
        "the validation speakers, without rejection.",
        *(
            f"{row['trained_with']:5d} speakers {100 * row['accuracy']:6.1f} %"
            f"  {_span(row['low_people'], row['high_people'])}"
            for row in rows
        ),
    ]


def _mislabels(metrics: Metrics) -> list[str]:
    rows = metrics["suspected_mislabels"]
    if not {row["who"] for row in metrics["side_by_side"]} & set(NAMES.values()):
        return []
    without = metrics["without_suspected"]
    lines = [
        f"Suspected mislabels: {len(rows)} recordings in which our model (without the speaker),",
        "SpellingCNN and PocketSphinx recognize the same other digit. None was excluded above;",
        f"without them, {100 * without['accuracy']:.1f} % of all digits are right.",
    ]
    return lines + [
        f"{row['speaker'] + '/' + row['file']:44s} labelled {row['label']}, recognized as"
        f" {row['heard']} (our confidence {100 * row['confidence']:.0f} %)"
        for row in rows
    ]
