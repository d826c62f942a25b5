"""The report of `models.adaptation.measure`: a table for people, the numbers, and the curve."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

LEAST_DRAWN = 0.1
"""Per cent: where nothing is wrong, a logarithm has no place for it."""

Rows = Sequence[Mapping[str, Any]]

GROUPS = {
    "FSDD": ("fsdd",),
    "iitg": ("iitg",),
    "AudioMNIST 01": ("audiomnist",),
    "made accents": ("accent",),
    "all four": ("fsdd", "iitg", "audiomnist", "accent"),
    "other languages": ("language",),
}


def write_report(measured: Mapping[str, Any], folder: Path) -> str:
    """Write ``adaptation.json``, ``.txt`` and ``.png``, and give the text."""
    folder.mkdir(parents=True, exist_ok=True)
    curves = {name: curve(measured["drawn"], corpora) for name, corpora in GROUPS.items()}
    speakers = speaker_rows(measured["drawn"], takes=3)
    text = _text(measured, curves, speakers)
    kept = {"curves": curves, "speakers": speakers}
    kept |= {name: measured[name] for name in ("folds", "who_speaks", "seconds_to_learn")}
    kept["bystanders"] = _mean_bystanders(measured["bystanders"])
    (folder / "adaptation.json").write_text(json.dumps(kept, indent=1) + "\n")
    (folder / "adaptation.txt").write_text(text + "\n")
    _draw(curves, folder / "adaptation.png")
    return text


def by_speaker(drawn: Rows, corpora: Sequence[str], takes: int) -> np.ndarray:
    """Accuracy before and after of each speaker, mean over the draws, shape (speakers, 2)."""
    names = sorted(
        {
            r["speaker"]
            for r in drawn
            if r["takes"] == takes and r["speaker"].split("/")[0] in corpora
        }
    )
    accuracies = [
        [
            np.mean(
                [
                    1 - r[key] / r["clips"]
                    for r in drawn
                    if (r["speaker"], r["takes"]) == (name, takes)
                ]
            )
            for key in ("wrong_before", "wrong_after")
        ]
        for name in names
    ]
    return np.array(accuracies).reshape(-1, 2)


def curve(drawn: Rows, corpora: Sequence[str]) -> list[dict[str, float]]:
    """Mean accuracy over the speakers by number of takes.

    The intervals (95 %) are bootstrapped over speakers and, within them, over draws: clips of one
    person are not independent.
    """
    rows: list[dict[str, float]] = []
    rng = np.random.default_rng(0)
    for takes in sorted({r["takes"] for r in drawn}):
        mean = by_speaker(drawn, corpora, takes)
        if len(mean) == 0:
            continue
        groups: dict[str, list[tuple[float, float]]] = {}
        for r in drawn:
            if r["takes"] == takes and r["speaker"].split("/")[0] in corpora:
                pair = (1 - r["wrong_before"] / r["clips"], 1 - r["wrong_after"] / r["clips"])
                groups.setdefault(r["speaker"], []).append(pair)
        people = [np.array(pairs) for pairs in groups.values()]
        means = []
        for _ in range(1000):
            chosen = rng.integers(len(people), size=len(people))
            means.append(np.mean([people[p][rng.integers(len(people[p]))] for p in chosen], axis=0))
        low, high = np.percentile(means, (2.5, 97.5), axis=0)
        rows.append(
            {
                "takes": takes,
                "speakers": len(mean),
                "before": float(mean[:, 0].mean()),
                "before_low": float(low[0]),
                "before_high": float(high[0]),
                "after": float(mean[:, 1].mean()),
                "after_low": float(low[1]),
                "after_high": float(high[1]),
                "used": float(
                    np.mean(
                        [
                            r["is_used"]
                            for r in drawn
                            if r["takes"] == takes and r["speaker"].split("/")[0] in corpora
                        ]
                    )
                ),
            }
        )
    return rows


def speaker_rows(drawn: Rows, takes: int) -> list[dict[str, Any]]:
    """Each speaker before and after, mean over the draws."""
    rows: list[dict[str, Any]] = []
    for name in sorted({r["speaker"] for r in drawn}):
        own = [r for r in drawn if r["speaker"] == name and r["takes"] == takes]
        shares = {
            key: float(np.mean([r[key] / r["clips"] for r in own]))
            for key in ("wrong_before", "wrong_after", "refused_before", "refused_after")
        }
        worst = max((r["wrong_after"] - r["wrong_before"]) / r["clips"] for r in own)
        used = float(np.mean([r["is_used"] for r in own]))
        rows.append({"speaker": name, **shares, "worst_draw": worst, "used": used})
    return rows


def _mean_bystanders(rows: Rows) -> dict[str, float]:
    keys = [key for key in rows[0] if key != "speaker"]
    means = {key: float(np.mean([row[key] for row in rows])) for key in keys}
    for kind in ("taken", "refused", "wrong"):
        changes = [row[f"{kind}_after"] - row[f"{kind}_before"] for row in rows]
        means[f"{kind}_most_added"] = float(max(changes))
    return means


def _text(
    measured: Mapping[str, Any],
    curves: Mapping[str, list[dict[str, float]]],
    speakers: list[dict[str, Any]],
) -> str:
    lines = [
        "Learning a voice: people whom the model has not heard, judged on their other takes.",
        "Bundles of {} of {} folds.".format(*measured["folds"]),
        "Mean over speakers and draws, without rejection; 95 % intervals over speakers.",
        "",
        f"{'':16s} takes speakers  general            learnt              error left  used",
    ]
    for name, rows in curves.items():
        for row in rows:
            left = (1 - row["after"]) / max(1 - row["before"], 1e-9)
            lines.append(
                f"{name:16s} {row['takes']:5d} {row['speakers']:8d}"
                f"  {row['before']:6.2%} ({row['before_low']:.1%}-{row['before_high']:.1%})"
                f"  {row['after']:6.2%} ({row['after_low']:.1%}-{row['after_high']:.1%})"
                f"  {left:8.0%}  {row['used']:4.0%}"
            )
    lines += ["", "3 takes               wrong            refused          worst draw  used"]
    lines += [
        f"{row['speaker']:20s}  {row['wrong_before']:6.2%} > {row['wrong_after']:6.2%}"
        f"  {row['refused_before']:6.2%} > {row['refused_after']:6.2%}"
        f"  {row['worst_draw']:+8.2%}  {row['used']:4.0%}"
        for row in speakers
    ]
    others = _mean_bystanders(measured["bystanders"])
    lines += ["", "Everybody else, with somebody's profile of 3 takes on (mean, and most added):"]
    for kind, what in (
        ("taken", "what is no digit, taken for one"),
        ("refused", "other people's digits, refused"),
        ("wrong", "other people's digits, wrong"),
    ):
        lines.append(
            f"{what:34s} {others[f'{kind}_before']:6.2%} > {others[f'{kind}_after']:6.2%}"
            f"  {others[f'{kind}_most_added']:+.2%}"
        )
    lines.append("")
    for row in measured["who_speaks"]:
        lines.append(
            f"Who speaks, among {row['people']:.0f}: right for {row['one_utterance']:.0%} of single"
            f" utterances, {row['five_utterances']:.0%} of five in a row"
        )
    for takes, seconds in measured["seconds_to_learn"].items():
        lines.append(f"Learning from {takes} takes of each digit: {seconds:.2f} s")
    return "\n".join(lines)


def _draw(curves: Mapping[str, list[dict[str, float]]], path: Path) -> None:
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot as plt

    figure, axes = plt.subplots(figsize=(7, 4.2), layout="constrained")
    for number, (name, rows) in enumerate(curves.items()):
        if not rows:
            continue
        takes = [0, *(row["takes"] for row in rows)]
        wrong, most, least = (_wrong(rows, end) for end in ("", "_low", "_high"))
        places = np.arange(len(takes)) + 0.06 * (number - 2)
        errors = np.maximum([wrong - least, most - wrong], 0.0)
        axes.errorbar(places, wrong, errors, label=name, marker="o", capsize=3)
        axes.set_xticks(range(len(takes)), [str(n) for n in takes])
    axes.axhline(1.5, color="grey", linestyle=":", linewidth=1)
    # Other languages begin at 83 % and people of ours at 12: only as factors are both to be seen.
    axes.set_yscale("log")
    ticks = (0.1, 0.3, 1, 3, 10, 30, 100)
    axes.set_yticks(ticks, [f"{tick:g}" for tick in ticks])
    axes.minorticks_off()
    axes.set_xlabel("takes of each digit")
    axes.set_ylabel("wrong on the speaker's other takes, %")
    axes.set_title("People whom the model has not heard")
    axes.legend(fontsize="small")
    figure.savefig(path, dpi=120)


def _wrong(rows: list[dict[str, float]], end: str) -> np.ndarray:
    """Per cent wrong without a take and by number of takes, at one end of the interval."""
    right = [rows[-1][f"before{end}"], *(row[f"after{end}"] for row in rows)]
    return np.maximum(100 - 100 * np.array(right), LEAST_DRAWN)
