"""Comparison of recipes: each variant is trained without a fold's speakers and evaluated on them.

``python -m models.compare_recipes NAME FOLD...`` trains and evaluates a variant. Without arguments
it prints a table of all results. The best settings go into `training.recipe`, the table into
``docs/decisions/``.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict, dataclass, field, replace

from core.spectrogram import SpectrogramSettings
from models.build import BUILD, train_without
from models.data.index import OTHER
from models.data.recordings import all_recordings
from models.data.splits import FOLDS, VALIDATION, assign_folds
from models.evaluation import evaluate
from models.evaluation.scores import accuracy_rows
from models.training.recipe import EPOCH, Channels, Cycle, Recipe, Shape

SEARCH = BUILD / "search"
SHORT = replace(Recipe(), cycles=(Cycle(8 * EPOCH),))
"""A short training: enough to compare variants."""


@dataclass(frozen=True, slots=True)
class Variant:
    """A recipe, feature settings, and what to exclude from training; see `train_without`."""

    recipe: Recipe = field(default_factory=lambda: SHORT)
    settings: SpectrogramSettings = field(default_factory=SpectrogramSettings)
    leave_out: str = ""
    most_speakers: int | None = None


VARIANTS = {
    "short": Variant(),
    "no-accents": Variant(leave_out="made/accent"),
    "no-made": Variant(leave_out="made"),
    "patch-4": Variant(replace(SHORT, shape=Shape(patch=4))),
    "no-backwards": Variant(replace(SHORT, backwards=0.0)),
    "differences": Variant(replace(SHORT, shape=Shape(differences=True))),
    "narrow": Variant(replace(SHORT, shape=Shape(width=64))),
    "mixup": Variant(replace(SHORT, mixup=0.3)),
    "range-60": Variant(settings=SpectrogramSettings(range_db=60.0)),
    "no-gate": Variant(replace(SHORT, channels=Channels(gated=0.0))),
    "more-noise": Variant(replace(SHORT, channels=Channels(quietest_noise_db=20.0))),
    "an-hour": Variant(replace(SHORT, cycles=(Cycle(26 * EPOCH),))),
    "no-dynamics": Variant(replace(SHORT, channels=Channels(dynamics=0.0))),
    "no-coding-noise": Variant(replace(SHORT, channels=Channels(coding_noise=0.0))),
    "faster": Variant(replace(SHORT, cycles=(Cycle(8 * EPOCH, 0.04),), decay=0.00375)),
    "other-seed": Variant(replace(SHORT, seed=1)),
    # The learning curve; "short" learns from all speakers, about 1,285.
    "70-speakers": Variant(most_speakers=70),
    "280-speakers": Variant(most_speakers=280),
}


def run(name: str, fold: int) -> None:
    """Train a variant without a fold, and evaluate it on the fold and the validation speakers."""
    variant = VARIANTS[name]
    directory = SEARCH / name / f"fold{fold}"
    if not (directory / "bundle.json").exists():
        train_without(
            fold,
            variant.recipe,
            directory,
            variant.settings,
            leave_out=variant.leave_out,
            most_speakers=variant.most_speakers,
        )
    everything = all_recordings()
    folds = assign_folds(everything)
    held_out = [r for r in everything if folds.get(r.speaker) in (fold, VALIDATION)]
    evaluate.save(evaluate.predict(held_out, directory), directory / "predictions.jsonl")


def false_acceptance_rate(
    predictions: list[evaluate.Prediction], false_rejections: float = 0.03
) -> float:
    """Share of other words and noise that is accepted at this false rejection rate."""
    digits = sorted(one.digitness for one in predictions if one.label != OTHER)
    threshold = digits[int(false_rejections * len(digits))]
    others = [one.digitness >= threshold for one in predictions if one.label == OTHER]
    return sum(others) / len(others)


def table() -> str:
    """A row for each variant, over the folds that were evaluated."""
    lines = [
        f"{'variant':14s} folds  accuracy by corpus (clips); false acceptances at 3 % rejections"
    ]
    for name in VARIANTS:
        paths = sorted((SEARCH / name).glob("fold*/predictions.jsonl"))
        if not paths:
            continue
        predictions = [one for path in paths for one in evaluate.read(path)]
        digits = [one for one in predictions if one.label != OTHER]
        cells = [
            f"{row['name']} {row['accuracy']:.1%} ({row['clips']})"
            for row in accuracy_rows(digits, lambda one: one.corpus)
        ]
        folds = "".join(path.parent.name.removeprefix("fold") for path in paths)
        accepted = false_acceptance_rate(predictions)
        lines.append(f"{name:14s} {folds:6s} {'  '.join(cells)}; others {accepted:.1%}")
    return "\n".join(lines)


def main() -> None:
    """Evaluate a variant, and print all results."""
    parser = argparse.ArgumentParser(prog="python -m models.compare_recipes", description=__doc__)
    parser.add_argument("name", nargs="?", choices=VARIANTS)
    parser.add_argument("fold", nargs="*", type=int, help=f"0 to {FOLDS - 1}; default: all")
    arguments = parser.parse_args()
    if arguments.name:
        (SEARCH / arguments.name).mkdir(parents=True, exist_ok=True)
        settings = json.dumps(asdict(VARIANTS[arguments.name]), indent=1)
        (SEARCH / arguments.name / "variant.json").write_text(settings + "\n")
        for fold in arguments.fold or range(FOLDS):
            run(arguments.name, fold)
    print(table())


if __name__ == "__main__":
    main()
