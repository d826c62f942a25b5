"""The report's figures as text for people: ``report.txt``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from models.evaluation.rivals import NAMES

Metrics = Mapping[str, Any]
Rows = Sequence[Mapping[str, Any]]


def as_text(metrics: Metrics) -> str:
    """All tables, one after another."""
    tables = (
        _digits(metrics),
        _people(metrics),
        _rejection(metrics),
        _noise_levels(metrics["noise_levels"]),
        _streams(metrics["streams"]),
        _side_by_side(metrics["side_by_side"]),
        _mislabels(metrics),
    )
    return "\n\n".join("\n".join(lines) for lines in tables if lines)


def _span(low: float, high: float) -> str:
    return f"{100 * low:5.1f}-{100 * high:5.1f} %"


def _digits(metrics: Metrics) -> list[str]:
    whole = metrics["all"]
    lines = [
        f"Out of fold: {whole['clips']} recordings of {whole['speakers']} people,",
        "each judged by a model that never heard them",
        "",
        "digit  precision  recall     F1  support     AUC",
    ]
    return lines + [
        f"{row['digit']:5d}  {row['precision']:9.3f}  {row['recall']:6.3f}  {row['f1']:5.3f}"
        f"  {row['support']:7d}  {row['auc']:6.4f}"
        for row in metrics["digits"]
    ]


def _people(metrics: Metrics) -> list[str]:
    def line(row: Mapping[str, Any]) -> str:
        others = _span(row["low_people"], row["high_people"]) if row["speakers"] > 1 else ""
        shares = f"{100 * row['accuracy']:6.1f} %  {_span(row['low'], row['high'])}"
        return (
            f"{row['name']:26s} {row['speakers']:6d} {row['clips']:6d} {shares}"
            f"  {others:13s} {100 * row['rejected']:6.1f} %"
        )

    single = [row for row in metrics["speakers"] if row["clips"] >= 20]
    rest = [row for row in metrics["speakers"] if row["clips"] < 20]
    faulty = sum(row["accuracy"] < 1 for row in rest)
    lines = [
        "Right without rejection, with 95 % intervals. 'same people' takes clips as independent",
        "(Wilson): more clips of these people. 'other people' takes people as what was drawn (Korn",
        "and Graubard: design effect, and few people's t): people who were not heard. Two people",
        "say nothing of a third.",
        "",
        f"{'':26s} people  clips accuracy  {'same people':14s} {'other people':14s} refused",
        *map(line, metrics["corpora"]),
        line(metrics["all"]),
    ]
    if single:
        lines += ["", "people with 20 clips or more", *map(line, single)]
    if rest:
        lines.append(f"{len(rest)} people with fewer: {faulty} of them were misheard at least once")
    return lines


def _rejection(metrics: Metrics) -> list[str]:
    measured, apart = metrics["calibration"], metrics["crossfit"]
    errors = f"{100 * measured['error']:.1f} % of all digits"
    of_accepted = f"{100 * measured['error_of_accepted']:.1f} % of those accepted"
    return [
        "Taken for a digit at the shipped thresholds, of recordings of what is none",
        *map(_taken, metrics["taken_for_digits"]),
        f"digits refused: {100 * metrics['all']['rejected']:.1f} %",
        f"expected calibration error (15 bins): {errors}, {of_accepted}",
        "",
        "The same by temperature and thresholds that the other folds' answers chose: those above",
        "were chosen on the very answers that are counted. (Accuracy above knows neither.)",
        *(_taken(row) for row in apart["taken_for_digits"] if row["name"].startswith("all ")),
        f"digits refused: {100 * apart['rejected']:.1f} %",
        f"expected calibration error: {100 * apart['calibration_error']:.1f} % of all digits",
    ]


def _taken(row: Mapping[str, Any]) -> str:
    share = f"{100 * row['share']:6.1f} %"
    return f"{row['name']:26s} {row['clips']:6d} {share}  {_span(row['low'], row['high'])}"


def _noise_levels(rows: Rows) -> list[str]:
    if not rows:
        return []
    levels = list(dict.fromkeys(row["snr_db"] for row in rows))
    lines = [
        "Right without rejection in noise that the judging model has not heard: up to 40 clips of",
        "a speaker, who weigh as in the whole. The noise begins half a second before the recording",
        "and ends half a second after it; 'over': it lasts as long as the recording",
        "",
        f"{'':34s}" + "".join("   clean" if n is None else f"{n:5d} dB" for n in levels),
    ]
    titles = {"ours": "", "ours_over": "over: ", "spelling_cnn": "SpellingCNN: "}
    for who, name in dict.fromkeys((row["who"], row["name"]) for row in rows):
        shares = {r["snr_db"]: r["accuracy"] for r in rows if (r["who"], r["name"]) == (who, name)}
        cells = (f"{100 * shares[n]:6.1f} %" if n in shares else f"{'':8s}" for n in levels)
        lines.append(f"{titles[who] + name:34s}" + "".join(cells))
    return lines


def _streams(rows: Rows) -> list[str]:
    if not rows:
        return []
    return [
        "False digits in streams without a digit, with exact 95 % intervals (Poisson); 'shown' are",
        "provisional digits that were taken back",
        "",
        f"{'':26s} minutes utterances  false  shown  an hour  95 % interval",
        *(
            f"{row['name']:26s} {row['minutes']:7.1f} {row['utterances']:10d} {row['false']:6d}"
            f" {row['shown']:6d} {row['per_hour']:8.1f}  {row['low']:.1f}-{row['high']:.1f}"
            for row in rows
        ),
    ]


def _side_by_side(rows: Rows) -> list[str]:
    systems = list(dict.fromkeys((row["who"], row["front_end"]) for row in rows))
    if len(systems) < 2:
        return ["No rivals in ../shared/peers and no baseline in build/: nobody to stand beside."]
    names = list(dict.fromkeys(row["name"] for row in rows))
    lines = [
        "Side by side, right without rejection. 'cut': what our segmenter cuts out of the file, so",
        "all stand behind the same pipeline; 'own': the whole file by the system's own front end",
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
        lines.append(f"{who + ', ' + front_end:22s}" + "".join(cells))
    if not any(who == "baseline" for who, _ in systems):
        lines.append("The baseline has not been trained here: python -m models.build baseline")
    return lines


def _mislabels(metrics: Metrics) -> list[str]:
    rows = metrics["suspected_mislabels"]
    if not {row["who"] for row in metrics["side_by_side"]} & set(NAMES.values()):
        return []
    lines = [
        f"Suspected mislabels: {len(rows)} recordings in which our model (out of fold),",
        "SpellingCNN and PocketSphinx hear the same other digit. For a person to listen to;",
        "none was dropped.",
    ]
    return lines + [
        f"{row['speaker'] + '/' + row['file']:44s} labelled {row['label']}, all hear {row['heard']}"
        f" (we with {100 * row['confidence']:.0f} %)"
        for row in rows
    ]
