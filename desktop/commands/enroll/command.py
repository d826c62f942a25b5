"""Runs the command."""

from __future__ import annotations

from pathlib import Path

from core.bundle import BundleError, load_bundle
from core.classifier import Classifier
from core.profiles.profile import ProfileError
from desktop.audio.sources import Source
from desktop.commands.enroll.from_folder import from_folder
from desktop.commands.enroll.from_microphone import from_microphone, learn_at_once, takes_in_total
from desktop.commands.enroll.request import EnrolRequest
from desktop.commands.output import complain, note
from desktop.enrolment import (
    Enrolment,
    begin_profile,
)
from desktop.profiles import profile_path


def run(request: EnrolRequest, source: Source | Path, bundle: Path | None) -> int:
    """Enrol from a folder of recordings or from a microphone.

    Returns
    -------
    int
        0 if the profile was stored, whether or not it improves the accuracy; 1 if a recording
        failed or there was nothing to learn from.
    """
    try:
        classifier = Classifier(load_bundle(bundle))
        profile, notice = begin_profile(request.name, classifier, replace=request.replace)
        path = profile_path(request.name)
        if isinstance(source, Path):
            if notice:
                note(notice)
            return from_folder(request, source, profile, path, classifier)
        enrolment = Enrolment(
            profile,
            classifier,
            path,
            takes=takes_in_total(request, profile),
            keeps_sound=request.keeps_sound or profile.has_all_audio,
        )
        if enrolment.wanted is None:
            return learn_at_once(request, enrolment)
        if notice:
            note(notice)
        return from_microphone(request, source, enrolment, bundle)
    except (BundleError, ProfileError) as error:
        complain(str(error))
        return 1
