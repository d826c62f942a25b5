"""What the kiosk's screens say, in every language that is built in.

The model knows the English digits alone; so every language says how to speak.
"""

from __future__ import annotations

ENGLISH = {
    "language": "English",
    "title": "Please say your number",
    "title_tap": "Please tap your number",
    "how": "In English, with short pauses:\nfour – two – seven",
    "start": "Speak, or tap here",
    "start_touch": "Tap here to begin",
    "listening": "I am listening …",
    "next": "Please say digit {place}",
    "again": "Please say digit {place} again",
    "tap": "Please tap digit {place} on the keypad",
    "selected": "Say or tap digit {place} anew",
    "louder": "A little louder, please",
    "pause": "One digit at a time, with a short pause between",
    "full": "There are no more boxes",
    "invalid": "This number cannot be right. Tap a digit to change it, or clear all.",
    "touch_to_change": "Tap a digit to change it",
    "wrong": "Wrong? Say it all again, or tap a digit.",
    "say_again": "Please say the whole number again",
    "idle": "Are you still there?",
    "readback": "Is this right?",
    "readback_secret": "{count} digits entered. Send?",
    "confirm_soon": "It is sent when you stay quiet.",
    "storing": "One moment, please …",
    "staff": "Please call the staff. Your number is kept on this screen.",
    "done": "Thank you!",
    "done_detail": "Your number has been taken.",
    "cancelled": "Nothing was sent",
    "yes": "Yes, send",
    "change": "Change",
    "finish": "Finished",
    "undo": "Undo",
    "clear": "Clear",
    "cancel": "Cancel",
    "no_sound": "The microphone is not working.",
    "no_model": "Speech is not understood at the moment.",
    "staff_title": "Staff",
    "staff_pin": "Enter the PIN",
    "staff_no_pin": "No PIN is set: run “spoken-digits kiosk set-pin”.",
    "staff_wrong": "That PIN is wrong.",
    "staff_locked": "Locked for {seconds} seconds.",
    "staff_back": "Back to the kiosk",
    "staff_restart": "Restart the kiosk",
    "staff_leave": "End the kiosk",
    "staff_waiting": "Numbers waiting for delivery",
    "staff_delivered": "Delivered since the start",
    "staff_delivery": "Delivery",
    "staff_microphone": "Microphone",
    "staff_self_test": "Last self-test",
    "staff_well": "well",
    "staff_never": "not yet",
    "staff_passed": "passed",
    "staff_failed": "failed",
    "trouble_delivery": "Staff: numbers are waiting ({count})",
}

GERMAN = {
    "language": "Deutsch",
    "title": "Sagen Sie Ihre Nummer",
    "title_tap": "Tippen Sie Ihre Nummer",
    "how": "Auf Englisch, mit kurzen Pausen:\nfour – two – seven",
    "start": "Sprechen Sie, oder tippen Sie hier",
    "start_touch": "Zum Beginnen hier tippen",
    "listening": "Ich höre zu …",
    "next": "Bitte sagen Sie Ziffer {place}",
    "again": "Bitte sagen Sie Ziffer {place} noch einmal",
    "tap": "Bitte tippen Sie Ziffer {place} auf dem Tastenfeld",
    "selected": "Sagen oder tippen Sie Ziffer {place} neu",
    "louder": "Bitte etwas lauter",
    "pause": "Bitte jede Ziffer einzeln, mit kurzer Pause",
    "full": "Es sind keine Felder mehr frei",
    "invalid": "Diese Nummer kann nicht stimmen. Tippen Sie eine Ziffer an oder löschen Sie.",
    "touch_to_change": "Zum Ändern eine Ziffer antippen",
    "wrong": "Falsch? Alles noch einmal sagen oder eine Ziffer antippen.",
    "say_again": "Bitte die ganze Nummer noch einmal sagen",
    "idle": "Sind Sie noch da?",
    "readback": "Ist das richtig?",
    "readback_secret": "{count} Ziffern eingegeben. Absenden?",
    "confirm_soon": "Wird gesendet, wenn Sie still bleiben.",
    "storing": "Einen Moment bitte …",
    "staff": "Bitte rufen Sie das Personal. Ihre Nummer bleibt auf diesem Bildschirm.",
    "done": "Vielen Dank!",
    "done_detail": "Ihre Nummer ist erfasst.",
    "cancelled": "Es wurde nichts gesendet",
    "yes": "Ja, senden",
    "change": "Ändern",
    "finish": "Fertig",
    "undo": "Zurück",
    "clear": "Löschen",
    "cancel": "Abbrechen",
    "no_sound": "Das Mikrofon geht gerade nicht.",
    "no_model": "Sprache wird gerade nicht verstanden.",
    "staff_title": "Personal",
    "staff_pin": "PIN eingeben",
    "staff_no_pin": "Keine PIN gesetzt: „spoken-digits kiosk set-pin“ ausführen.",
    "staff_wrong": "Diese PIN ist falsch.",
    "staff_locked": "Gesperrt für {seconds} Sekunden.",
    "staff_back": "Zurück zum Kiosk",
    "staff_restart": "Kiosk neu starten",
    "staff_leave": "Kiosk beenden",
    "staff_waiting": "Nummern, die auf Zustellung warten",
    "staff_delivered": "Zugestellt seit dem Start",
    "staff_delivery": "Zustellung",
    "staff_microphone": "Mikrofon",
    "staff_self_test": "Letzter Selbsttest",
    "staff_well": "in Ordnung",
    "staff_never": "noch nicht",
    "staff_passed": "bestanden",
    "staff_failed": "nicht bestanden",
    "trouble_delivery": "Personal: Nummern warten ({count})",
}

LANGUAGES: dict[str, dict[str, str]] = {"en": ENGLISH, "de": GERMAN}
"""Language code -> key -> text. "done_detail" claims no more than that the number is kept."""


class Texts:
    """The texts in one language, with a kiosk's own in place of the built-in ones.

    Parameters
    ----------
    code : str
        Of the language.
    own : dict
        Language -> key -> text.
    """

    def __init__(self, code: str, own: dict[str, dict[str, str]]) -> None:
        self._texts = {**LANGUAGES[code], **own.get(code, {})}

    def __call__(self, key: str, **values: object) -> str:
        """A text, with values in its places; braces that name no value stay as they are."""
        text = self._texts[key]
        for name, value in values.items():
            text = text.replace(f"{{{name}}}", str(value))
        return text
