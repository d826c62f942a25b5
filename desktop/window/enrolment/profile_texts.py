"""Translatable texts about profiles and takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from desktop.languages import own_name
from desktop.window.wording import digit_word

if TYPE_CHECKING:
    from core.profiles.profile import Profile, ProfileProblem
    from core.profiles.takes import FaultCode
    from desktop.enrolment import Answer
    from desktop.profiles import Opened

translate = QCoreApplication.translate


def answer_text(answer: Answer, language: str) -> str:
    """Return how a take was judged, for the speaker; the digits are in a language."""
    if answer.kind == "taken":
        return translate("wording", "Recorded.")
    if answer.kind == "confirmed":
        return translate("wording", "Recorded, together with the previous take.")
    if answer.kind == "again":
        return _fault_text(answer.fault)
    heard = "" if answer.heard is None else digit_word(answer.heard, language)
    return translate("wording", 'That sounded like "{heard}". Say "{wanted}" again.').format(
        heard=heard, wanted=digit_word(answer.digit, language)
    )


def _fault_text(code: FaultCode | None) -> str:
    return {
        "too_short": translate("wording", "Too short. Say the whole word again."),
        "too_long": translate("wording", "Too long. Say only this digit."),
        "too_quiet": translate("wording", "Too quiet. Move closer, or raise the gain."),
        "too_loud": translate("wording", "Too loud. Move back, or lower the gain."),
        "too_noisy": translate("wording", "Too much noise. Move closer, or find a quieter place."),
    }.get(code or "", translate("wording", "Please say it again."))


def effect_text(profile: Profile) -> str:
    """Return the effect of a profile on its own takes."""
    effect = profile.effect
    if effect is None:
        return profile.summary
    if effect.judged == 0:
        return translate("wording", "The profile is ready. Its effect is unknown until there are "
                         "two takes of a digit.")  # fmt: skip
    if profile.adaptation is None:
        text = translate("wording", "The profile would not improve recognition, so the general "
                         "model is used: {before} of {judged} takes were wrong without it, "
                         "{after} with it.")  # fmt: skip
    else:
        text = translate("wording", "The profile is ready: {before} of {judged} takes were wrong "
                         "without it, {after} with it.")  # fmt: skip
    return text.format(before=effect.wrong_before, after=effect.wrong_after, judged=effect.judged)


def opened_texts(opened: Opened) -> tuple[str, str]:
    """Return the title and the message about an opened profile; empty if it is ready."""
    name = opened.profile.name
    if opened.state == "converted":
        message = translate("wording", '"{name}" was made for another model. It was converted from '
                            "its recordings.")  # fmt: skip
        return translate("wording", "The profile was converted"), message.format(name=name)
    if opened.state == "unused":
        message = translate("wording", '"{name}" was made for another model and has no recordings. '
                            "Delete it and enrol again.")  # fmt: skip
        return translate("wording", "The profile is not in use"), message.format(name=name)
    if opened.state == "other_language":
        message = translate("wording", '"{name}" was made with digits in another language '
                            "({language}). Recognize digits in that language, or choose another "
                            "profile.")  # fmt: skip
        message = message.format(name=name, language=own_name(opened.taught_in))
        return translate("wording", "The profile is not in use"), message
    return "", ""


def profile_error_text(error: Exception) -> str:
    """Return what is wrong with a profile, and what to do about it."""
    from core.profiles.profile import ProfileError

    if not isinstance(error, ProfileError) or error.problem == "other":
        return str(error)
    texts: dict[ProfileProblem, str] = {
        "invalid_name": translate("wording", "This name is not allowed. Use up to 80 letters, "
                                  "digits, spaces, hyphens and underscores."),
        "missing": translate("wording", "There is no profile of this name. Enrol the speaker."),
        "unreadable": translate("wording", "The profile cannot be read ({detail})."),
        "damaged": translate("wording", "The profile is damaged ({detail}). Delete it and enrol "
                             "again, or import a copy."),
        "other_model": translate("wording", "This profile was made for another model. Delete it "
                                 "and enrol again."),
        "other_language": translate("wording", "This profile was made with digits in another "
                                    "language ({detail}). Choose another profile."),
        "exists": translate("wording", "It already exists. Choose another name."),
        "not_stored": translate("wording", "The file cannot be written ({detail}). Free some "
                                "space or choose another folder."),
        "not_deleted": translate("wording", "The file cannot be deleted ({detail})."),
    }  # fmt: skip
    detail = error.detail
    if error.problem == "other_language":
        detail = own_name(detail)
    return texts[error.problem].format(detail=detail)
