"""``spoken-digits doctor``: check audio, model and screen, with advice for each problem."""

from __future__ import annotations

import time
from dataclasses import asdict
from pathlib import Path

from core.bundle_location import bundle_directory, installed_languages
from desktop.commands.kiosk_doctor import check_kiosk, for_kiosk, kiosk_config
from desktop.commands.output import note, say, say_json
from desktop.diagnosis.audio_check import examine
from desktop.diagnosis.finding import Finding
from desktop.diagnosis.storage_check import check_storage
from desktop.languages import english_name

MARKS = {"well": "ok", "warning": "!", "problem": "X"}

SLOW_MS = 50.0


def run(
    device: str | int | None, *, bundle: Path | None, config: Path | None, as_json: bool
) -> int:
    """Run the checks and print the findings; returns 1 if there is a problem.

    Parameters
    ----------
    device : str, int or None
        None for the microphone of the kiosk, or the one that was chosen in the window.
    bundle : Path or None
        None for the models of the kiosk, or all that are installed.
    config : Path or None
        Configuration of a kiosk; None for the kiosk of this computer, if it is one.
    as_json : bool
    """
    note("Checking. Please be quiet for two seconds.")
    path = kiosk_config(config)
    findings = _of_window(device, bundle) if path is None else _of_kiosk(path, device, bundle)
    for finding in findings:
        if as_json:
            say_json(asdict(finding))
        else:
            say(f"{MARKS[finding.verdict]:>2}  {finding.check}: {finding.text}")
            if finding.remedy:
                say(f"    -> {finding.remedy}")
    problems = sum(finding.verdict == "problem" for finding in findings)
    if not as_json:
        say(_summary(problems, sum(finding.verdict == "warning" for finding in findings)))
    return 1 if problems else 0


def _of_window(device: str | int | None, bundle: Path | None) -> list[Finding]:
    screen = _screen()  # first, before there are threads: it forks
    storage = check_storage()
    host_api = None
    if device is None:
        device, host_api, problem = _remembered()
        if problem:
            storage.append(Finding("settings", "warning", problem, "See the settings."))
    models = [bundle] if bundle else _installed()
    return [*examine(device, host_api), *map(_model, models), screen, *storage]


def _of_kiosk(path: Path, device: str | int | None, bundle: Path | None) -> list[Finding]:
    """The kiosk's screen is not checked: only its compositor can open it."""
    kiosk = check_kiosk(path)
    models = [bundle] if bundle else kiosk.bundles or _installed()
    wanted = kiosk.device if device is None else device
    return [*kiosk.findings, *map(for_kiosk, examine(wanted)), *map(_model, models)]


def _installed() -> list[Path]:
    return list(map(bundle_directory, installed_languages()))


def _summary(problems: int, warnings: int) -> str:
    if problems:
        count = "one problem" if problems == 1 else f"{problems} problems"
        return f"\n{count.capitalize()} found, marked X."
    if warnings:
        return "\nThe program works. Warnings are marked !."
    return "\nNo problems found."


def _remembered() -> tuple[str | None, str | None, str]:
    """The microphone chosen in the window, its host API, and what is wrong with the settings."""
    from desktop.settings import load_settings

    settings, problem = load_settings()
    return settings.device_name, settings.device_host_api, problem


def _model(bundle: Path) -> Finding:
    from core.audio import load
    from core.bundle import BundleError, load_bundle
    from core.classifier import Classifier
    from core.recognizer import recognize_recording
    from desktop.audio.sources import DEMO

    try:
        classifier = Classifier(load_bundle(bundle))
    except BundleError as error:
        return Finding("model", "problem", str(error), "Install the program again.")
    begun = time.perf_counter()
    result = recognize_recording(load(DEMO)[: 3 * 16_000], classifier)
    took_ms = 1e3 * (time.perf_counter() - begun)
    model = classifier.bundle
    about = (
        f"{english_name(model.language)}, version {model.version}, recognizes a word in "
        f"{result.latency_ms:.1f} ms"
    )
    if result.latency_ms > SLOW_MS:
        remedy = "Close programs that keep the processor busy."
        return Finding("model", "warning", f"{about}, which is slow", remedy)
    return Finding("model", "well", f"{about} ({took_ms:.0f} ms for three seconds of audio)")


def _screen() -> Finding:
    from desktop.screen import screen_problem

    problem = screen_problem()
    if problem is None:
        return Finding("screen", "well", "the window can open")
    remedy = f"{problem.advice} To listen without a window, use: spoken-digits listen".strip()
    return Finding("screen", "warning", problem.problem, remedy)
