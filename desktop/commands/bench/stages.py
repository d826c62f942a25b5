"""``spoken-digits bench``: latency of each stage, and other recognizers on the same clips."""

from __future__ import annotations

import os
import platform
from dataclasses import asdict
from pathlib import Path
from typing import Any

from core.audio import AudioError
from core.bundle import BundleError, load_bundle
from core.bundle_location import DEFAULT_LANGUAGE, bundle_directory
from core.classifier import Classifier
from desktop.bench.busy import busy_core
from desktop.bench.clips import Clip, find_clips
from desktop.bench.numbers import DIGITS, NumberTimes, time_numbers
from desktop.bench.rivals import BaselineTime, Skipped, score_rivals, time_baseline
from desktop.bench.stages import ClipScore, Spread, StageTimes, score_clips, time_stages
from desktop.commands.output import complain, note, say, say_json
from desktop.languages import english_name, one_at_a_time
from desktop.versions import package_version

BUDGET_MS = 5.0
"""p99 from endpoint to digit."""

NUMBER_BUDGETS = {"number_p99_ms": 10.0, "shown_p50_ms": 200.0, "shown_p95_ms": 400.0, "cpu": 5.0}
"""For numbers in one breath; processor time in % of a core."""

_PACKAGES = ("numpy", "soxr", "ai-edge-litert", "webrtcvad-wheels")

_LABELS = {
    "resample": "resample, a block of 20 ms",
    "segment": "segment, a block of 20 ms",
    "spectrogram": "spectrogram",
    "mlp": "MLP",
    "decision": "decision",
    "answer": "endpoint to digit",
}


def run(*, as_json: bool, is_busy: bool = False, language: str = DEFAULT_LANGUAGE) -> int:
    """Measure and print one JSON object or a table; returns 1 if that is not possible.

    With `is_busy`, another process keeps one core busy while the stages are measured. The other
    recognizers know English only.
    """
    try:
        classifier = Classifier(load_bundle(bundle_directory(language)))
        clips = find_clips(language=language)
    except (BundleError, AudioError) as error:
        complain(str(error))
        return 1
    is_english = language == DEFAULT_LANGUAGE
    others = ", then other recognizers" if is_english else ""
    note(f"Measuring {len(clips)} clips{others}. This takes about a minute.")
    try:
        with busy_core(is_busy):
            times = time_stages(clips, classifier)
            numbers = time_numbers(clips, classifier)
    except (RuntimeError, ValueError) as error:
        complain(str(error))
        return 1
    scores = [score_clips(clips, classifier), *(score_rivals(clips) if is_english else [])]
    baseline = time_baseline() if is_english else None
    about = {
        **_machine(),
        "bundle": classifier.bundle.version,
        "language": language,
        "clips": len(clips),
        "clips_from": _origin(clips, language),
        "busy_processes": int(is_busy),
        "has_numbers": classifier.phrases is not None,
    }
    if as_json:
        say_json(_record(about, times, numbers, scores, baseline))
    else:
        _print_table(about, times, numbers, scores, baseline)
    return 0


def _origin(clips: list[Clip], language: str) -> str:
    if language != DEFAULT_LANGUAGE:
        return f"recordings of {english_name(language)} digits"
    return "demo" if clips[0].path is None else "speech_commands"


def _machine() -> dict[str, Any]:
    return {
        "program": package_version(),
        "machine": f"{_processor()}, {os.cpu_count()} cores, {platform.system()}",
        "python": platform.python_version(),
        "packages": {name: package_version(name) for name in _PACKAGES},
    }


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()


def _record(
    about: dict[str, Any],
    times: StageTimes,
    numbers: NumberTimes | None,
    scores: list[ClipScore | Skipped],
    baseline: BaselineTime | Skipped | None,
) -> dict[str, Any]:
    answer = times.stages["answer"]
    return {
        **about,
        "utterances": times.utterances,
        "answers": times.answers,
        "stages": {name: _rounded(one) for name, one in times.stages.items()},
        "word_end": {name: _rounded(one) for name, one in times.word_end.items()},
        "budget_p99_ms": BUDGET_MS,
        "is_within_budget": answer.p99 <= BUDGET_MS,
        "numbers": None if numbers is None else _number_record(numbers),
        "clip_scores": [asdict(s) for s in scores if isinstance(s, ClipScore)],
        "baseline": asdict(baseline) if isinstance(baseline, BaselineTime) else None,
        "skipped": [asdict(s) for s in (*scores, baseline) if isinstance(s, Skipped)],
    }


def _number_record(numbers: NumberTimes) -> dict[str, Any]:
    measured = {
        "number_p99_ms": numbers.number.p99,
        "shown_p50_ms": numbers.shown.p50,
        "shown_p95_ms": numbers.shown.p95,
        "cpu": numbers.cpu_percent,
    }
    return {
        "spoken": numbers.spoken,
        "found": numbers.found,
        "number": _rounded(numbers.number),
        "shown": _rounded(numbers.shown),
        "cpu_percent": round(numbers.cpu_percent, 2),
        "budgets": NUMBER_BUDGETS,
        "is_within": {name: measured[name] <= most for name, most in NUMBER_BUDGETS.items()},
    }


def _rounded(one: Spread) -> dict[str, float]:
    return {
        "n": one.n,
        "mean_ms": round(one.mean, 4),
        "p50_ms": round(one.p50, 4),
        "p95_ms": round(one.p95, 4),
        "p99_ms": round(one.p99, 4),
    }


def _print_table(
    about: dict[str, Any],
    times: StageTimes,
    numbers: NumberTimes | None,
    scores: list[ClipScore | Skipped],
    baseline: BaselineTime | Skipped | None,
) -> None:
    busy = ", with one core kept busy" if about["busy_processes"] else ""
    say(f"{about['machine']}; Python {about['python']}; model {about['bundle']}")
    say(
        f"{times.utterances} utterances, {times.answers} results from {about['clips']} clips "
        f"({about['clips_from']}){busy}\n"
    )
    say(f"{'milliseconds':28}{'p50':>9}{'p95':>9}{'p99':>9}{'mean':>9}{'n':>8}")
    for name, one in times.stages.items():
        say(_row(_LABELS[name], one))
    for name, one in times.word_end.items():
        say(_row(f"end of word to {name}", one))
    p99 = times.stages["answer"].p99
    verdict = "met" if p99 <= BUDGET_MS else "EXCEEDED"
    say(f"Budget: endpoint to digit within {BUDGET_MS:g} ms at p99: {verdict} ({p99:.2f} ms)\n")
    if numbers is not None:
        _print_numbers(numbers)
    elif not about["has_numbers"]:
        say(f"{one_at_a_time(about['language'])}\n")
    say(f"{'recognizer':28}{'correct':>9}{'p50 ms':>9}{'p99 ms':>9}{'clips':>8}")
    for score in scores:
        if isinstance(score, ClipScore):
            right = f"{100 * score.accuracy:.1f} %"
            say(f"{score.name:28}{right:>9}{score.p50_ms:9.2f}{score.p99_ms:9.2f}{score.clips:8}")
        else:
            say(f"{score.name:28}  skipped: {score.reason}")
    if isinstance(baseline, BaselineTime):
        name = "baseline, model.predict"
        say(f"{name:28}{'-':>9}{baseline.p50_ms:9.2f}{baseline.p99_ms:9.2f}")
    elif baseline is not None:
        say(f"{baseline.name:28}  skipped: {baseline.reason}")
    say("Some speakers may be in the training set. MODEL_CARD.md has the accuracy on others.")


def _print_numbers(numbers: NumberTimes) -> None:
    say(
        f"Numbers of {DIGITS} digits in one breath, joined from the clips: {numbers.found} of "
        f"{numbers.spoken} digits found"
    )
    say(_row("end of phrase to number", numbers.number))
    say(_row("end of digit to its result", numbers.shown))
    say(f"{'processor time':28}{numbers.cpu_percent:9.2f} % of a core while a number is spoken")
    within = _number_record(numbers)["is_within"]
    verdict = "met" if all(within.values()) else "EXCEEDED"
    say(
        "Budget: number within {number_p99_ms:g} ms at p99; digits within {shown_p50_ms:g} ms at "
        "p50, {shown_p95_ms:g} ms at p95; {cpu:g} % of a core: ".format(**NUMBER_BUDGETS)
        + f"{verdict}\n"
    )


def _row(label: str, one: Spread) -> str:
    return f"{label:28}{one.p50:9.3f}{one.p95:9.3f}{one.p99:9.3f}{one.mean:9.3f}{one.n:8}"
