"""The texts on the kiosk's screens, in every built-in language.

The model knows only the English digits, so the screen says this in every language.
"""

from __future__ import annotations

ENGLISH = {
    "language": "English",
    "title": "Please say your number",
    "title_tap": "Please enter your number",
    "how": "In English, digit by digit:\nfour two seven one",
    "start": "Speak, or tap here",
    "start_touch": "Tap here to start",
    "listening": "Listening …",
    "next": "Please say digit {place}, or the whole number",
    "again": "Please say digit {place} again",
    "tap": "Please tap digit {place} on the keypad",
    "selected": "Change digit {place}: say it or tap it",
    "louder": "Please speak a little louder",
    "too_long": "That was too long. Please say only the number.",
    "full": "All boxes are full",
    "too_many": "Those were too many digits. Please say the number again.",
    "invalid": "This number is not valid. Tap a digit to change it, or clear the number.",
    "touch_to_change": "Tap a digit to change it",
    "wrong": "Wrong? Say it again, or tap a digit.",
    "say_again": "Please say the whole number again",
    "idle": "Are you still there?",
    "readback": "Is this correct?",
    "readback_secret": "{count} digits entered. Send?",
    "confirm_soon": "The number is sent if you say nothing.",
    "storing": "One moment, please …",
    "staff": "Please call a member of staff. Your number stays on this screen.",
    "done": "Thank you!",
    "done_detail": "Your number has been saved.",
    "cancelled": "Nothing was sent",
    "yes": "Yes, send",
    "change": "Change",
    "finish": "Done",
    "undo": "Undo",
    "clear": "Clear",
    "cancel": "Cancel",
    "no_sound": "The microphone is not working.",
    "no_model": "Speech recognition is not available.",
    "staff_title": "Staff",
    "staff_pin": "Enter the PIN",
    "staff_no_pin": "No PIN is set. Run “spoken-digits kiosk set-pin”.",
    "staff_wrong": "Wrong PIN.",
    "staff_locked": "Locked for {seconds} seconds.",
    "staff_back": "Back to the kiosk",
    "staff_restart": "Restart the kiosk",
    "staff_leave": "Exit the kiosk",
    "staff_waiting": "Numbers waiting for delivery",
    "staff_delivered": "Delivered since start",
    "staff_delivery": "Delivery",
    "staff_microphone": "Microphone",
    "staff_self_test": "Last self-test",
    "staff_well": "OK",
    "staff_not_working": "not working",
    "staff_never": "not run yet",
    "staff_passed": "passed",
    "staff_failed": "failed",
    "staff_testing": "running …",
    "staff_test": "Run the self-test",
    "staff_level": "Input level",
    "staff_silent": "no sound",
    "staff_version": "Version",
    "staff_log": "Last entries of the log",
    "staff_log_empty": "no entries",
    "trouble_delivery": "Staff: numbers waiting for delivery: {count}",
}

GERMAN = {
    "language": "Deutsch",
    "title": "Bitte sagen Sie Ihre Nummer",
    "title_tap": "Bitte geben Sie Ihre Nummer ein",
    "how": "Auf Englisch, Ziffer für Ziffer:\nfour two seven one",
    "start": "Sprechen Sie oder tippen Sie hier",
    "start_touch": "Zum Starten hier tippen",
    "listening": "Ich höre zu …",
    "next": "Bitte sagen Sie Ziffer {place} oder die ganze Nummer",
    "again": "Bitte sagen Sie Ziffer {place} noch einmal",
    "tap": "Bitte tippen Sie Ziffer {place} auf dem Tastenfeld ein",
    "selected": "Ziffer {place} ändern: sprechen oder tippen",
    "louder": "Bitte sprechen Sie etwas lauter",
    "too_long": "Das war zu lang. Bitte sagen Sie nur die Nummer.",
    "full": "Alle Felder sind ausgefüllt",
    "too_many": "Das waren zu viele Ziffern. Bitte sagen Sie die Nummer noch einmal.",
    "invalid": "Diese Nummer ist ungültig. Tippen Sie eine Ziffer an oder löschen Sie die Nummer.",
    "touch_to_change": "Zum Ändern eine Ziffer antippen",
    "wrong": "Falsch? Noch einmal sagen oder eine Ziffer antippen.",
    "say_again": "Bitte sagen Sie die ganze Nummer noch einmal",
    "idle": "Sind Sie noch da?",
    "readback": "Ist das richtig?",
    "readback_secret": "{count} Ziffern eingegeben. Absenden?",
    "confirm_soon": "Wird gesendet, wenn Sie nichts sagen.",
    "storing": "Einen Moment bitte …",
    "staff": "Bitte rufen Sie das Personal. Ihre Nummer bleibt auf dem Bildschirm.",
    "done": "Vielen Dank!",
    "done_detail": "Ihre Nummer ist gespeichert.",
    "cancelled": "Es wurde nichts gesendet",
    "yes": "Ja, senden",
    "change": "Ändern",
    "finish": "Fertig",
    "undo": "Zurück",
    "clear": "Löschen",
    "cancel": "Abbrechen",
    "no_sound": "Das Mikrofon funktioniert nicht.",
    "no_model": "Die Spracherkennung ist nicht verfügbar.",
    "staff_title": "Personal",
    "staff_pin": "PIN eingeben",
    "staff_no_pin": "Keine PIN festgelegt. Führen Sie „spoken-digits kiosk set-pin“ aus.",
    "staff_wrong": "Falsche PIN.",
    "staff_locked": "Für {seconds} Sekunden gesperrt.",
    "staff_back": "Zurück zum Kiosk",
    "staff_restart": "Kiosk neu starten",
    "staff_leave": "Kiosk beenden",
    "staff_waiting": "Noch nicht zugestellte Nummern",
    "staff_delivered": "Seit dem Start zugestellt",
    "staff_delivery": "Zustellung",
    "staff_microphone": "Mikrofon",
    "staff_self_test": "Letzter Selbsttest",
    "staff_well": "in Ordnung",
    "staff_not_working": "funktioniert nicht",
    "staff_never": "noch keiner",
    "staff_passed": "bestanden",
    "staff_failed": "nicht bestanden",
    "staff_testing": "läuft …",
    "staff_test": "Selbsttest starten",
    "staff_level": "Eingangspegel",
    "staff_silent": "kein Ton",
    "staff_version": "Version",
    "staff_log": "Letzte Einträge im Protokoll",
    "staff_log_empty": "keine Einträge",
    "trouble_delivery": "Personal: noch nicht zugestellte Nummern: {count}",
}

LANGUAGES: dict[str, dict[str, str]] = {"en": ENGLISH, "de": GERMAN}
"""Language code -> key -> text. "done_detail" must not say more than that the number is saved."""


class Texts:
    """The texts in one language; texts of the configuration replace the built-in ones.

    Parameters
    ----------
    code : str
        Of the language.
    own : dict
        Texts of the configuration: language -> key -> text.
    """

    def __init__(self, code: str, own: dict[str, dict[str, str]]) -> None:
        self._texts = {**LANGUAGES[code], **own.get(code, {})}

    def __call__(self, key: str, **values: object) -> str:
        """A text with its values filled in; other braces stay as they are."""
        text = self._texts[key]
        for name, value in values.items():
            text = text.replace(f"{{{name}}}", str(value))
        return text
