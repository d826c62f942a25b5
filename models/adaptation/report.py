"""The report of `models.adaptation.measure`: text, JSON and plot."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

LOWEST_PLOTTED = 0.1
"""Lowest error in the plot, in per cent, since its axis is logarithmic."""

Rows = Sequence[Mapping[str, Any]]

GROUPS = {
    "FSDD": ("fsdd",),
    "iitg": ("iitg",),
    "AudioMNIST 01": ("audiomnist",),
    "synthetic accents": ("accent",),
    "all four": ("fsdd", "iitg", "audiomnist", "accent"),
    "other languages": ("language",),
}


def write_report(measured: Mapping[str, Any], folder: Path) -> str:
    """Write ``adaptation.json``, ``.txt`` and ``.png``; return the text."""
    folder.mkdir(parents=True, exist_ok=True)
    curves = {name: curve(measured["drawn"], corpora) for name, corpora in GROUPS.items()}
    speakers = speaker_rows(measured["drawn"], takes=3)
    text = _text(measured, curves, speakers)
    figures = {"curves": curves, "speakers": speakers}
    figures |= {name: measured[name] for name in ("folds", "who_speaks", "seconds_to_learn")}
    figures["bystanders"] = _mean_other_speakers(measured["bystanders"])
    (folder / "adaptation.json").write_text(json.dumps(figures, indent=1) + "\n")
    (folder / "adaptation.txt").write_text(text + "\n")
    _draw(curves, folder / "adaptation.png")
    return text


def by_speaker(drawn: Rows, corpora: Sequence[str], takes: int) -> np.ndarray:
    """Each speaker's mean accuracy before and after adaptation, shape (speakers, 2)."""
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
    """Mean accuracy over speakers, by number of takes.

    The intervals (95 %) are bootstrapped over speakers and over draws within them, since clips of a
    speaker are not independent.
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
        speakers = [np.array(pairs) for pairs in groups.values()]
        means = []
        for _ in range(1000):
            chosen = rng.integers(len(speakers), size=len(speakers))
            means.append(
                np.mean([speakers[s][rng.integers(len(speakers[s]))] for s in chosen], axis=0)
            )
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
    """Error and rejection rate of each speaker before and after adaptation, mean over draws."""
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


def _mean_other_speakers(rows: Rows) -> dict[str, float]:
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
        "Speaker adaptation: held-out speakers, evaluated on recordings that are not takes.",
        "Bundles of {} of {} folds.".format(*measured["folds"]),
        "Mean over speakers and draws, without rejection; 95 % intervals over speakers.",
        "",
        f"{'':17s} takes speakers  not adapted        adapted           remaining error  used",
    ]
    for name, rows in curves.items():
        for row in rows:
            remaining = (1 - row["after"]) / max(1 - row["before"], 1e-9)
            lines.append(
                f"{name:17s} {row['takes']:5d} {row['speakers']:8d}"
                f"  {row['before']:6.2%} ({row['before_low']:.1%}-{row['before_high']:.1%})"
                f"  {row['after']:6.2%} ({row['after_low']:.1%}-{row['after_high']:.1%})"
                f"  {remaining:8.0%}  {row['used']:4.0%}"
            )
    lines += ["", "3 takes               errors           rejected         worst draw  used"]
    lines += [
        f"{row['speaker']:20s}  {row['wrong_before']:6.2%} > {row['wrong_after']:6.2%}"
        f"  {row['refused_before']:6.2%} > {row['refused_after']:6.2%}"
        f"  {row['worst_draw']:+8.2%}  {row['used']:4.0%}"
        for row in speakers
    ]
    others = _mean_other_speakers(measured["bystanders"])
    lines += [
        "",
        "Other speakers with a speaker's profile of 3 takes (mean, and largest increase):",
    ]
    for kind, what in (
        ("taken", "false acceptances"),
        ("refused", "rejected digits"),
        ("wrong", "errors"),
    ):
        lines.append(
            f"{what:18s} {others[f'{kind}_before']:6.2%} > {others[f'{kind}_after']:6.2%}"
            f"  {others[f'{kind}_most_added']:+.2%}"
        )
    lines.append("")
    for row in measured["who_speaks"]:
        lines.append(
            f"Speaker identification, {row['people']:.0f} speakers: accuracy"
            f" {row['one_utterance']:.0%} for one utterance, {row['five_utterances']:.0%} for five"
        )
    for takes, seconds in measured["seconds_to_learn"].items():
        lines.append(f"Time to adapt to {takes} takes of each digit: {seconds:.2f} s")
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
    # Logarithmic, since other languages start at 83 % and the English speakers at 8 %.
    axes.set_yscale("log")
    ticks = (0.1, 0.3, 1, 3, 10, 30, 100)
    axes.set_yticks(ticks, [f"{tick:g}" for tick in ticks])
    axes.minorticks_off()
    axes.set_xlabel("takes of each digit")
    axes.set_ylabel("error rate (%)")
    axes.set_title("Held-out speakers")
    axes.legend(fontsize="small")
    figure.savefig(path, dpi=120)


def _wrong(rows: list[dict[str, float]], end: str) -> np.ndarray:
    """Error rates in per cent, without takes and by number of takes, at one interval bound."""
    accuracy = [rows[-1][f"before{end}"], *(row[f"after{end}"] for row in rows)]
    return np.maximum(100 - 100 * np.array(accuracy), LOWEST_PLOTTED)
