"""Translations of the window: ``spoken_digits_XX.ts`` and the compiled ``.qm`` files.

``make translations`` updates both. The folder is package data and is found by its path.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from desktop.settings import Language

FOLDER = Path(__file__).resolve().parent
LANGUAGES = ("de", "es", "fr")
"""Translated languages. English needs a file for its plurals only."""


def install_translators(app: QApplication, language: Language = "system") -> QLocale:
    """Install the translations of the program, and Qt's own, such as for "Close".

    Parameters
    ----------
    app : QApplication
    language : str
        A language code, or "system" for the language of the system.

    Returns
    -------
    QLocale
        The locale for texts and numbers.
    """
    locale = QLocale.system() if language == "system" else QLocale(language)
    if locale.language() == QLocale.Language.C:
        locale = QLocale("en")  # for its plurals
    QLocale.setDefault(locale)
    qt = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    for name, folder in (("qtbase", qt), ("spoken_digits", str(FOLDER))):
        translator = QTranslator(app)
        if translator.load(locale, name, "_", folder):
            app.installTranslator(translator)
    return locale


def window_language() -> str:
    """Return the code of the language of the window's texts."""
    code = QLocale().name().partition("_")[0]
    return code if code in LANGUAGES else "en"


def is_translated() -> bool:
    """Return whether the window is in a language other than English."""
    return window_language() != "en"
