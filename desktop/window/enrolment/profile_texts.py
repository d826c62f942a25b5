"""Translatable texts about profiles and takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from desktop.languages import own_name
from desktop.window.wording import digit_word

if TYPE_CHECKING:
    from core.profiles.profile import Profile, ProfileError, ProfileProblem
    from core.profiles.takes import FaultCode
    from desktop.enrolment import Answer
    from desktop.profiles import Opened

translate = QCoreApplication.translate


def answer_text(answer: Answer, language: str) -> str:
    """Return how a take was judged, for the speaker; the digits are in a language."""
    wanted = digit_word(answer.digit, language)
    heard = "" if answer.heard is None else digit_word(answer.heard, language)
    if answer.kind == "again" and answer.fault != "not_a_digit":
        return _fault_text(answer.fault)
    text = {
        "taken": translate("wording", "Recorded."),
        "confirmed": translate("wording", "Recorded: it was the same word twice."),
        "removed": translate("wording", 'Taken back. Say "{wanted}" again.'),
        "again": translate("wording", 'That was not a digit. Say "{wanted}" again.'),
        "doubted": translate("wording", 'That sounded like "{heard}". Say "{wanted}" again. If it '
                             "was right, say it in the same way."),
        "differed": translate("wording", 'That sounded like "{heard}", and unlike the one before. '
                              'Say "{wanted}" again.'),
    }[answer.kind]  # fmt: skip
    return text.format(heard=heard, wanted=wanted)


def _fault_text(code: FaultCode | None) -> str:
    return {
        "too_short": translate("wording", "Too short. Say the whole word again."),
        "too_long": translate("wording", "Too long. Say only this digit."),
        "too_quiet": translate("wording", "Too quiet. Move closer, or raise the gain."),
        "too_loud": translate("wording", "Too loud. Move back, or lower the gain."),
        "too_noisy": translate("wording", "Too much noise. Move closer, or find a quieter place."),
    }.get(code or "", translate("wording", "Please say it again."))


def effect_text(profile: Profile) -> tuple[str, str]:
    """Return a title and a text: whether a profile helps, as far as its own takes tell."""
    effect = profile.effect
    if effect is None:
        return translate("wording", "The profile is saved"), profile.summary
    verdict = effect.verdict
    if verdict == "unknown":
        title = translate("wording", "The profile is saved")
        text = translate("wording", "Each digit was recorded once, which is too little to check "
                         "whether it helps.")  # fmt: skip
        return title, text
    text = translate("wording", "Without the profile, {before} of {judged} recordings are "
                     "mistaken or rejected; with it, {after}.")  # fmt: skip
    if verdict == "not_needed":
        title = translate("wording", "You are understood without a profile")
        text = translate("wording", "All {judged} recordings are recognized without it, so it "
                         "makes no difference yet.")  # fmt: skip
    elif verdict == "helps":
        title = translate("wording", "The profile helps")
    else:
        title = translate("wording", "The profile does not help")
    return title, text.format(
        before=effect.failed_before, after=effect.failed_after, judged=effect.judged
    )


def usage_text(name: str, *, is_in_use: bool) -> str:
    """Say whether a new profile is in use."""
    text = translate("wording", '"{name}" is saved, but not in use.')
    if is_in_use:
        text = translate("wording", '"{name}" is in use. A click on "Voice" below the level turns '
                         "it off.")  # fmt: skip
    return text.format(name=name)


def still_wrong_text(profile: Profile) -> str:
    """Name the digits whose takes are still mistaken, and say what to do; empty if there are none.

    Takes of one digit that differ from each other, such as a slip, cannot be learned.
    """
    if profile.effect is None or not profile.effect.still_wrong:
        return ""
    words = ", ".join(digit_word(one, profile.language) for one in profile.effect.still_wrong)
    text = translate("wording", "Still mistaken or rejected: {digits}. Perhaps you said them in "
                     "different ways. Say them again, always in the same way.")  # fmt: skip
    return text.format(digits=words)


def left_texts(name: str, done: int, total: int, *, is_in_use: bool) -> tuple[str, str]:
    """Return the title and the message after an enrolment that was not finished."""
    title = translate("wording", "Your voice is not taught yet")
    if is_in_use:
        text = translate("wording", '"{name}" has {done} of {total} recordings. They are saved, '
                         "and used when you finish.")  # fmt: skip
    else:
        text = translate("wording", '"{name}" has {done} of {total} recordings. They are saved, '
                         "but the profile is not in use.")  # fmt: skip
    return title, text.format(name=name, done=done, total=total)


def suggestion_texts() -> tuple[str, str]:
    """Return the title and the message that suggest a profile."""
    return translate("wording", "Are your digits often mistaken?"), translate(
        "wording", "Teach the program your voice. It takes about two minutes."
    )


def invalid_name_text() -> str:
    """Return what is wrong with a name, and what is allowed."""
    return translate("wording", "This name is not allowed. Use up to 80 letters, digits, spaces, "
                     "hyphens and underscores.")  # fmt: skip


def opened_texts(opened: Opened) -> tuple[str, str]:
    """Return the title and the message about an opened profile; empty if it is ready."""
    name = opened.profile.name
    if opened.state == "converted":
        message = translate("wording", '"{name}" was made for another model. It was converted from '
                            "its recordings.")  # fmt: skip
        return translate("wording", "The profile was converted"), message.format(name=name)
    if opened.state == "unused":
        message = translate("wording", '"{name}" was made for another model and has no recordings. '
                            "Teach your voice again.")  # fmt: skip
        return translate("wording", "The profile is not in use"), message.format(name=name)
    if opened.state == "other_language":
        message = translate("wording", '"{name}" was made with digits in another language '
                            "({language}). Recognize digits in that language, or choose another "
                            "profile.")  # fmt: skip
        message = message.format(name=name, language=own_name(opened.taught_in))
        return translate("wording", "The profile is not in use"), message
    if opened.profile.adaptation is None:
        message = translate("wording", '"{name}" makes no difference: its recordings of one digit '
                            "differ too much from each other.")  # fmt: skip
        if opened.profile.is_unfinished:
            message = translate("wording", '"{name}" is unfinished: not all digits are recorded '
                                "yet.")  # fmt: skip
        return translate("wording", "The profile is not in use"), message.format(name=name)
    return "", ""


def profile_error_text(error: Exception) -> str:
    """Return what is wrong with a profile, and what to do about it."""
    from core.profiles.profile import ProfileError

    if not isinstance(error, ProfileError) or error.problem == "other":
        return str(error)
    texts: dict[ProfileProblem, str] = {
        "invalid_name": invalid_name_text(),
        "missing": translate("wording", "There is no profile of this name. It may have been "
                             "renamed: choose it under Voice in the menu, or teach your voice."),
        "unreadable": translate("wording", "The profile cannot be read ({detail})."),
        "damaged": translate("wording", "The profile is damaged ({detail}). Teach it again from "
                             "the beginning, or delete it and import a copy."),
        "newer": translate("wording", "The profile was stored by a newer version of this program. "
                           "Update the program to use it."),
        "not_a_profile": translate("wording", "The file is not a profile, or is damaged "
                                   "({detail}). Export it again, or choose another file."),
        "other_model": translate("wording", "This profile was made for another model. Teach it "
                                 "again from the beginning."),
        "other_language": translate("wording", "This profile was made with digits in another "
                                    "language ({detail}). Choose another profile."),
        "exists": translate("wording", "It already exists. Choose another name."),
        "changed": translate("wording", "The profile was changed, renamed or deleted by another "
                             "program in the meantime. Start again."),
        "not_stored": translate("wording", "The file cannot be written ({detail}). Free some "
                                "space or choose another folder."),
        "not_deleted": translate("wording", "The file cannot be deleted ({detail})."),
    }  # fmt: skip
    detail = error.detail
    if error.problem == "other_language":
        detail = own_name(detail)
    return texts[error.problem].format(detail=detail)


def import_error_text(error: ProfileError) -> str:
    """Return why a profile was not imported; it has its name already."""
    if error.problem != "exists":
        return profile_error_text(error)
    text = translate("wording", 'There already is a profile "{name}". Rename or delete it first.')
    return text.format(name=error.detail)
