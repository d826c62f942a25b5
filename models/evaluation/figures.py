"""Plots of the report. The files are reproducible: they change only if the figures change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from scipy.stats import norm
from sklearn.metrics import det_curve, roc_curve

from models.data.index import OTHER
from models.evaluation.evaluate import Prediction
from models.evaluation.scores import DIGITS, calibration, confusion

_DET_BOUNDS = (0.0008, 0.5)
BLUE, ORANGE, GREY = "#1f6feb", "#d1600a", "#6e7781"


Bars = dict[str, dict[str, float]]
"""Recognizer -> set of recordings -> share."""


def _figure(width: float, height: float) -> tuple[Figure, Axes]:
    # Without pyplot there is no global state and no display.
    figure = Figure(figsize=(width, height), layout="constrained")
    axes = figure.add_subplot()
    axes.spines[["top", "right"]].set_visible(False)
    return figure, axes


def _save(figure: Figure, path: Path) -> None:
    # Omit matplotlib's version, so that the file is the same everywhere.
    figure.savefig(path, dpi=90, metadata={"Software": None}, pil_kwargs={"optimize": True})


def draw_confusion(predictions: Sequence[Prediction], path: Path) -> None:
    """Confusion matrix at the shipped thresholds, in per cent of each row."""
    counts = confusion(list(predictions))
    shares = 100.0 * counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    figure, axes = _figure(6.4, 5.6)
    axes.imshow(shares, cmap="Blues", vmin=0, vmax=100)
    for row, column in np.ndindex(shares.shape):
        if counts[row, column]:
            value = shares[row, column]
            text = f"{value:.0f}" if value >= 9.95 else f"{value:.1f}"
            colour = "white" if value > 55 else "black"
            axes.text(column, row, text, ha="center", va="center", fontsize=8, color=colour)
    names = [str(digit) for digit in DIGITS]
    axes.set_xticks(range(11), [*names, "rejected"])
    axes.set_yticks(range(11), [*names, "other"])
    axes.set_xlabel("result at the shipped thresholds")
    axes.set_ylabel("label")
    axes.set_title("Results in per cent of each label", fontsize=10)
    _save(figure, path)


def draw_roc(digits: Sequence[Prediction], rows: Sequence[Mapping[str, Any]], path: Path) -> None:
    """Each digit against the nine others, without rejection."""
    truth = np.array([one.label for one in digits])
    probabilities = np.array([one.probabilities for one in digits])
    figure, axes = _figure(5.6, 4.6)
    for row in rows:
        digit = int(row["digit"])
        false_positives, true_positives, _ = roc_curve(truth == digit, probabilities[:, digit])
        axes.plot(
            np.maximum(false_positives, 1e-4),
            true_positives,
            color=f"C{digit}",
            lw=1.2,
            label=f"{digit}: AUC {row['auc']:.4f}",
        )
    axes.set_xscale("log")
    axes.set_xlim(1e-4, 1)
    axes.set_ylim(0.5, 1.005)
    axes.set_xlabel("false positive rate (log)")
    axes.set_ylabel("true positive rate (from 0.5)")
    axes.legend(fontsize=8, frameon=False, loc="lower right")
    _save(figure, path)


def draw_det(predictions: Sequence[Prediction], path: Path) -> None:
    """Detection error trade-off of the rejection by digitness (Martin et al., 1997)."""
    figure, axes = _figure(5.6, 4.6)
    digits = [one for one in predictions if one.label != OTHER]
    for kind, colour in (("words", ORANGE), ("noise", BLUE)):
        others = [one for one in predictions if one.corpus.startswith(f"{kind}/")]
        if not others or not digits:
            continue
        truth = [1] * len(digits) + [0] * len(others)
        accepted, rejected, _ = det_curve(truth, [one.digitness for one in (*digits, *others)])
        axes.plot(_probit(accepted), _probit(rejected), color=colour, label=f"other {kind}")
        far = [np.mean([o.rejected is None for o in others])]
        frr = [np.mean([o.rejected is not None for o in digits])]
        axes.plot(_probit(np.array(far)), _probit(np.array(frr)), "o", color=colour, ms=7)
    ticks = np.array([0.001, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.4])
    axes.set_xticks(_probit(ticks), [f"{100 * tick:g}" for tick in ticks])
    axes.set_yticks(_probit(ticks), [f"{100 * tick:g}" for tick in ticks])
    axes.set_xlim(*norm.ppf(_DET_BOUNDS))
    axes.set_ylim(*norm.ppf(_DET_BOUNDS))
    axes.grid(color="#dddddd", lw=0.6)
    axes.set_xlabel("false acceptance rate (%)")
    axes.set_ylabel("false rejection rate (%)")
    axes.set_title("Dots: the shipped thresholds", fontsize=10)
    axes.legend(fontsize=9, frameon=False)
    _save(figure, path)


def _probit(shares: np.ndarray) -> np.ndarray:
    # Values outside the plot are drawn on its edge.
    return norm.ppf(np.clip(shares, *_DET_BOUNDS))


def draw_reliability(digits: Sequence[Prediction], path: Path) -> None:
    """Reliability diagram: accuracy by confidence."""
    measured = calibration(list(digits))
    figure, axes = _figure(5.2, 4.6)
    axes.plot([0, 1], [0, 1], color=GREY, lw=1, ls="--")
    bins = measured["bins"]
    sizes = [12 + 300 * b["clips"] / len(digits) for b in bins]
    confidence, accuracy = [b["confidence"] for b in bins], [b["accuracy"] for b in bins]
    axes.plot(confidence, accuracy, color=BLUE, lw=1)
    axes.scatter(confidence, accuracy, s=sizes, color=BLUE)
    axes.set_xlim(0, 1.02)
    axes.set_ylim(0, 1.02)
    axes.set_xlabel("confidence")
    axes.set_ylabel("accuracy")
    error = measured["error"]
    axes.set_title(
        f"Expected calibration error {100 * error:.1f} %; larger dots have more clips", fontsize=10
    )
    _save(figure, path)


def draw_noise_levels(rows: Sequence[Mapping[str, Any]], path: Path) -> None:
    """Accuracy by signal-to-noise ratio, for our models by corpus and for SpellingCNN."""
    figure, axes = _figure(6.4, 4.6)
    names = ["clean", *sorted({int(r["snr_db"]) for r in rows if r["snr_db"] is not None})[::-1]]
    places = {None if name == "clean" else name: x for x, name in enumerate(names)}
    corpora = sorted({str(row["name"]) for row in rows} - {"all digits"})
    styles = {"ours": "-", "ours_over": "--", "spelling_cnn": ":"}
    titles = {
        "ours": "",
        "ours_over": ", noise as long as the clip",
        "spelling_cnn": ", SpellingCNN",
    }
    lines = [(who, "all digits") for who in styles]
    lines += [("ours", corpus) for corpus in corpora]
    for who, name in lines:
        line = [r for r in rows if (r["who"], r["name"]) == (who, name)]
        if not line:
            continue
        line.sort(key=lambda row: places[row["snr_db"]])
        is_all, is_ours = name == "all digits", who == "ours"
        axes.plot(
            [places[row["snr_db"]] for row in line],
            [100 * row["accuracy"] for row in line],
            styles[who],
            color="black" if is_all else f"C{corpora.index(name)}",
            lw=2.2 if is_all else 1.1,
            marker="o" if is_ours else None,
            ms=4,
            label=name + titles[who],
        )
    axes.set_xticks(range(len(names)), [f"{n} dB" if n != "clean" else n for n in names])
    axes.set_ylim(None, 101)
    axes.set_ylabel("accuracy without rejection (%)")
    axes.set_xlabel("signal-to-noise ratio; noise not in the training data")
    axes.grid(axis="y", color="#dddddd", lw=0.6)
    axes.legend(fontsize=8, frameon=False, loc="lower left")
    _save(figure, path)


def draw_side_by_side(rows: Sequence[Mapping[str, Any]], path: Path) -> None:
    """Accuracy of all recognizers behind the same segmenter, by corpus."""
    shares: Bars = {}
    for row in rows:
        if row["front_end"] == "cut":
            shares.setdefault(str(row["who"]), {})[str(row["name"])] = row["accuracy"]
    _draw_bars(shares, "accuracy without rejection (%)", path, width=7.2)


def draw_learning_curve(rows: Sequence[Mapping[str, Any]], path: Path) -> None:
    """Accuracy by the number of speakers in the training, with intervals for other speakers."""
    figure, axes = _figure(5.2, 3.6)
    speakers = [row["trained_with"] for row in rows]
    shares = np.array([100.0 * row["accuracy"] for row in rows])
    bounds = 100.0 * np.array([(row["low_people"], row["high_people"]) for row in rows]).T
    errors = np.abs(bounds - shares)
    axes.errorbar(speakers, shares, yerr=errors, color=BLUE, marker="o", capsize=3)
    axes.set_xscale("log")
    axes.set_xticks(speakers, [str(count) for count in speakers])
    axes.minorticks_off()
    axes.set_xlabel("Speech Commands speakers in the training")
    axes.set_ylabel("accuracy in per cent")
    axes.set_title("Validation speakers, short training", fontsize=10)
    _save(figure, path)


def draw_strings(rows: Sequence[Mapping[str, Any]], names: Mapping[str, str], path: Path) -> None:
    """Numbers right of all recognizers, by set of strings.

    Parameters
    ----------
    rows : sequence of mapping
        As returned by `models.evaluation.strings.rivals.compare`.
    names : mapping
        System -> name.
    path : Path
    """
    shares: Bars = {}
    for system, name in names.items():
        found = {str(row["set"]): row["numbers_right"] for row in rows if row["system"] == system}
        if found:
            shares[name] = found
    _draw_bars(shares, "numbers right (%)", path, width=6.4)


def _draw_bars(shares: Bars, label: str, path: Path, *, width: float) -> None:
    """A group of bars for each set of recordings, with a bar for each recognizer."""
    sets = list(dict.fromkeys(name for found in shares.values() for name in found))
    figure, axes = _figure(width, 3.6)
    bar = 0.8 / max(len(shares), 1)
    colours = [BLUE, ORANGE, "#b08800", GREY]
    for number, (who, found) in enumerate(shares.items()):
        places = [x + bar * (number - (len(shares) - 1) / 2) for x in range(len(sets))]
        heights = [100 * found.get(name, 0.0) for name in sets]
        axes.bar(places, heights, bar * 0.92, color=colours[number % 4], label=who)
    axes.set_xticks(range(len(sets)), [name.replace("_", "\n") for name in sets], fontsize=8)
    axes.set_ylim(0, 100)
    axes.set_ylabel(label)
    axes.legend(
        fontsize=8, frameon=False, ncols=len(shares), loc="lower center", bbox_to_anchor=(0.5, 1.0)
    )
    _save(figure, path)
