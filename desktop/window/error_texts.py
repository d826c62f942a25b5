"""Translatable texts for recordings, models and settings that cannot be used."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale

from core.audio import AudioError, AudioWarning
from core.bundle import BundleError, BundleProblem
from core.recordings.formats import FORMATS
from core.recordings.refusals import AudioProblem, WarningProblem
from desktop.settings import SettingsProblem, SettingsProblemCode

translate = QCoreApplication.translate


def recording_error_text(error: AudioError) -> str:
    """Return what is wrong with a recording, and what to do about it; without its name."""
    if error.problem == "other":
        return str(error)
    texts: dict[AudioProblem, str] = {
        "missing": translate("wording", "There is no such file. Check its name."),
        "folder": translate("wording", "It is a folder. Open the recordings in it."),
        "device": translate("wording", "It is a device, not a file."),
        "no_permission": translate("wording", "You may not read it. Change its permissions."),
        "unreadable": translate("wording", "It cannot be read ({detail})."),
        "empty": translate("wording", "The file is empty."),
        "foreign_format": translate("wording", "Recordings of the format {detail} cannot be read. "
                                    "Convert it to WAV first, for example with ffmpeg."),
        "not_audio": translate("wording", "It is not a recording. {formats} can be read."),
        "damaged": translate("wording", "It is damaged and cannot be decoded."),
        "no_sound": translate("wording", "It contains no sound."),
        "too_long": translate("wording", "It is longer than {detail} minutes."),
        "too_large": translate("wording", "It is larger than {detail}."),
        "no_input": translate("wording", "The standard input contains no recording."),
    }  # fmt: skip
    formats = FORMATS.replace(" or ", ", ")  # for all languages
    return texts[error.problem].format(detail=error.detail, formats=formats)


def recording_warning_text(warning: AudioWarning) -> str:
    """Return what is wrong with a recording that was used all the same; without its name."""
    if warning.problem == "cut_short" and not warning.seconds:  # it is not known how much
        return translate("wording", "Its end is missing: the file ends too early.")
    texts: dict[WarningProblem, str] = {
        "cut_short": translate("wording", "{length} of it are missing: the file ends too early."),
        "end_damaged": translate("wording", "Its end is damaged and was not recognized."),
        "part_damaged": translate("wording", "It is damaged, and some of its sound is missing."),
    }
    return texts[warning.problem].format(length=_length(warning.seconds))


def _length(seconds: float) -> str:
    if seconds < 600:
        return translate("wording", "{n} s").format(n=QLocale().toString(seconds, "f", 1))
    return translate("wording", "{n} minutes").format(n=QLocale().toString(round(seconds / 60)))


def bundle_error_text(error: BundleError) -> str:
    """Return why a model cannot be used, and what to do about it."""
    texts: dict[BundleProblem, str] = {
        "unreadable": translate("wording", "A file of the model cannot be read ({detail}). "
                                "Install the program again."),
        "damaged": translate("wording", "The model is damaged ({detail}). "
                             "Install the program again."),
        "other_version": translate("wording", "The model is for another version of the program. "
                                   "Install the program again."),
    }  # fmt: skip
    return texts[error.problem].format(detail=error.detail)


def settings_problem_text(problem: SettingsProblem | str) -> str:
    """Return why settings cannot be read or stored."""
    if not isinstance(problem, SettingsProblem):
        return problem
    texts: dict[SettingsProblemCode, str] = {
        "no_home": translate("wording", "There is no home folder. Set the variable HOME to one."),
        "unreadable": translate("wording", "{path} cannot be read ({detail})."),
        "invalid": translate("wording", "Invalid values in {path} were ignored: {detail}."),
        "damaged": translate("wording", "{path} is damaged and cannot be renamed ({detail})."),
        "renamed": translate("wording", "The file was damaged. It is kept as {path}."),
        "not_stored": translate("wording", "{path} cannot be written ({detail})."),
    }
    return texts[problem.code].format(path=problem.path, detail=problem.detail)
