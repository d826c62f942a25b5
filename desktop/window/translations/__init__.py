"""The window in other languages: ``spoken_digits_XX.ts`` and, compiled, ``.qm`` beside it.

``make translations`` renews both. The folder is package data, found by path, also when frozen.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from desktop.settings import Language

FOLDER = Path(__file__).resolve().parent
LANGUAGES = ("de", "es", "fr")
"""Beside English, which the program is written in; of that only plurals need words."""


def translate(app: QApplication, language: Language = "system") -> QLocale:
    """Let the program, and Qt's own words such as "Close", speak a language.

    Parameters
    ----------
    app : QApplication
    language : str
        "system" takes the first of the system's languages that there is.

    Returns
    -------
    QLocale
        Whose numbers and words are used from now on.
    """
    locale = QLocale.system() if language == "system" else QLocale(language)
    if locale.language() == QLocale.Language.C:
        locale = QLocale("en")  # whose plurals are in a file, too
    QLocale.setDefault(locale)
    qt = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    for name, folder in (("qtbase", qt), ("spoken_digits", str(FOLDER))):
        translator = QTranslator(app)
        if translator.load(locale, name, "_", folder):
            app.installTranslator(translator)
    return locale
