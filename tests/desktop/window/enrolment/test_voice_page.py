"""The page of the settings that lists the profiles."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QInputDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from core.bundle import load_bundle
from core.classifier import Classifier
from core.profiles.profile_file import write_profile
from desktop.profiles import empty_profile, list_profiles, profile_path, rename_profile
from desktop.settings import Settings
from desktop.window.enrolment.profile_menu import ProfileMenu
from desktop.window.settings.settings_dialog import SettingsDialog
from desktop.window.settings.voice_page import VoicePage


class Target:
    def set_adapter(self, adapter: Any, language: str) -> None:
        self.adapter, self.language = adapter, language


@pytest.fixture
def voices(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ProfileMenu:
    for variable in ("XDG_DATA_HOME", "HOME", "LOCALAPPDATA"):
        monkeypatch.setitem(os.environ, variable, str(tmp_path))
    classifier = Classifier(load_bundle())
    for name in ("Ann", "Jay"):
        path = profile_path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        write_profile(empty_profile(name, classifier), path)
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    return ProfileMenu(window, Target())


@pytest.fixture
def page(qtbot: QtBot, voices: ProfileMenu) -> Iterator[VoicePage]:
    dialog = SettingsDialog(Settings(), voices=voices)
    qtbot.addWidget(dialog)
    dialog.show_page("voice")
    dialog.show()
    assert dialog.voice is not None
    assert dialog.pages.currentIndex() == 2
    yield dialog.voice
    dialog.close()


def click(qtbot: QtBot, button: QPushButton) -> None:
    assert button.isEnabled()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def texts(page: VoicePage) -> list[str]:
    return [page.list.item(row).text() for row in range(page.list.count())]


def test_it_lists_the_profiles_and_marks_the_one_in_use(page: VoicePage) -> None:
    assert texts(page) == ["No profile: in use", "Ann (unfinished)", "Jay (unfinished)"]
    assert page.selected == ""
    for button in (page.use_button, page.rename_button, page.export_button, page.delete_button):
        assert not button.isEnabled()
    page.list.setCurrentRow(2)
    for button in (page.use_button, page.rename_button, page.export_button, page.delete_button):
        assert button.isEnabled()


def test_a_profile_is_renamed_and_deleted(
    page: VoicePage, voices: ProfileMenu, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.list.setCurrentRow(1)
    monkeypatch.setattr(QInputDialog, "getText", lambda *_: ("Anne", True))
    click(qtbot, page.rename_button)
    assert list_profiles() == ["Anne", "Jay"]
    assert texts(page)[1] == "Anne (unfinished)"
    page.list.setCurrentRow(2)
    monkeypatch.setattr(voices, "_is_deletion_confirmed", lambda _: True)
    click(qtbot, page.delete_button)
    assert list_profiles() == ["Anne"]
    assert texts(page) == ["No profile: in use", "Anne (unfinished)"]


def test_the_selected_profile_is_used_and_taught(
    page: VoicePage, voices: ProfileMenu, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    called: list[tuple[str, str | None]] = []
    for name in ("use", "open_dialog", "export"):
        act = lambda value=None, name=name: called.append((name, value))  # noqa: E731
        monkeypatch.setattr(voices, name, act)
    opened = SettingsDialog(Settings(), voices=voices)
    qtbot.addWidget(opened)
    shown = opened.voice
    assert shown is not None
    shown.list.setCurrentRow(2)
    for button in (shown.use_button, shown.teach_button, shown.export_button):
        button.click()
    assert called == [("use", "Jay"), ("open_dialog", "Jay"), ("export", "Jay")]


def test_the_mark_follows_the_profile_in_use(page: VoicePage, voices: ProfileMenu) -> None:
    voices.name = "Jay"
    voices.changed.emit()
    assert texts(page) == ["No profile", "Ann (unfinished)", "Jay (unfinished): in use"]


def test_the_settings_open_although_the_profile_in_use_is_gone(
    voices: ProfileMenu, qtbot: QtBot
) -> None:
    """Another program, such as the terminal, may rename or delete it."""
    voices.name = "Jay"
    rename_profile("Jay", "Jason")
    dialog = SettingsDialog(Settings(), voices=voices)
    qtbot.addWidget(dialog)
    assert dialog.voice is not None
    assert texts(dialog.voice) == ["No profile", "Ann (unfinished)", "Jason (unfinished)"]
    assert dialog.voice.selected == ""
    assert dialog.voice.use_button.isEnabled()  # turns the profile off


def test_without_profiles_the_page_is_missing(qtbot: QtBot) -> None:
    dialog = SettingsDialog(Settings())
    qtbot.addWidget(dialog)
    assert dialog.voice is None
    assert dialog.pages.count() == 6
