"""Translatable texts for what became of a number that was to be typed."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from desktop.dictation.outcome import Outcome
from desktop.window.translations import is_translated

translate = QCoreApplication.translate

_WITHOUT_RESULT = ("length", "doubtful", "cut", "replaced", "incomplete", "late", "locked")
"""Codes whose texts do not say that the number was not typed."""


def outcome_text(outcome: Outcome) -> str:
    """Return one short line about an outcome, for the overlay; empty if there is nothing to say."""
    if outcome.kind == "taken_back":
        return translate("typing_texts", "Taken back")
    if outcome.kind == "dismissed":
        return translate("typing_texts", "Dropped")
    if outcome.kind == "waiting" and outcome.code == "cut":
        return translate(
            "typing_texts", "Listening stopped within the number. Type it, or say it again."
        )
    if outcome.kind == "waiting":
        return translate("typing_texts", "Not sure. Type it, or say it again.")
    if outcome.kind != "not_typed":
        return ""
    text = "{reason}"
    if outcome.is_undo and outcome.code not in ("nothing_to_undo", "cannot_undo"):
        text = translate("typing_texts", "Not taken back. {reason}")
    elif outcome.code in _WITHOUT_RESULT:
        text = translate("typing_texts", "Not typed. {reason}")
    return text.format(reason=problem_text(outcome))


def problem_text(outcome: Outcome) -> str:
    """Return why a number was not typed, and what to do about it."""
    code, detail = outcome.code, outcome.detail
    # lupdate finds forms for "%n" only in calls of `tr`, which needs an object.
    length_text = translate(
        "typing_texts", "{n} digits instead of {length}, which Settings, Typing requires."
    )
    if len(outcome.number) == 1:
        length_text = translate(
            "typing_texts", "1 digit instead of {length}, which Settings, Typing requires."
        )
    text = {
        "length": length_text.format(n=len(outcome.number), length=detail),
        "doubtful": translate("typing_texts", "A digit was not clear. Say it again."),
        "cut": translate("typing_texts", "Listening stopped within the number. Say it again."),
        "replaced": translate("typing_texts", "It was not sure, and another number followed.")
        if detail != "cut"
        else translate("typing_texts", "It was perhaps not complete, and another number followed."),
        "incomplete": translate("typing_texts", "Only its first digits were: {digits}.").format(
            digits=detail
        ),
        "late": translate("typing_texts", "It could not be typed in time."),
        "locked": translate("typing_texts", "The screen is locked."),
        "nothing_to_undo": translate("typing_texts", "There is nothing to take back."),
        "cannot_undo": translate(
            "typing_texts", "It was followed by Enter or Tab, so it cannot be taken back."
        ),
        "missing_library": translate("typing_texts", "{name} is not installed.").format(
            name=detail
        ),
        "no_key": translate("typing_texts", "The keyboard layout has no key for {key}.").format(
            key=detail
        ),
        "held_modifier": translate("typing_texts", "Release Shift, Ctrl and Alt, and try again."),
        "keyboard_in_use": translate(
            "typing_texts", "Another program holds the keyboard: a menu or a screen lock."
        ),
        "focus_gone": translate("typing_texts", "The window that had the focus is closed."),
        "no_focus": translate("typing_texts", "No window has the focus."),
        "refused": translate("typing_texts", "Typing into other programs was not allowed."),
        "revoked": translate("typing_texts", "The permission to type has been taken away."),
        "focus_needed": translate("typing_texts", "Click into the program that is to get it."),
    }.get(code)
    if text is not None:
        return text
    # The English message has names and advice for rare problems.
    general = {
        "unsupported": translate("typing_texts", "This desktop does not let programs type."),
        "no_display": translate("typing_texts", "The screen does not respond."),
        "no_permission": translate("typing_texts", "There is no permission to type."),
        "failed": translate("typing_texts", "Typing has failed."),
    }.get(code)
    if general is None or not is_translated():
        return outcome.message
    return f"{general} ({outcome.message.rstrip('.')})"
