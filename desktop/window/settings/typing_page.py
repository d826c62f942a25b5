"""Settings page for numbers in other programs: typing, tray, overlay, shortcuts."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QSystemTrayIcon,
    QWidget,
)

from desktop.number_format import (
    MAX_END,
    MAX_LENGTH,
    NumberFormat,
    is_ending,
    is_grouping,
)
from desktop.settings import Settings
from desktop.window.settings import autostart
from desktop.window.settings.page import Page
from desktop.window.settings.shortcut_fields import ShortcutFields

_OWN_TEXT = "own"
_EXAMPLE = "017155501"


class TypingPage(Page):
    """How numbers are typed into other programs; off by default."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(settings, parent)
        self.title(self.tr("Numbers in other programs"))
        self.typing = self.radios(
            "typing",
            (
                ("off", self.tr("Off"), self.tr("Digits stay in this window.")),
                ("clipboard", self.tr("Copy to the clipboard"), self.tr("Copies each number when "
                 "you have said it.")),
                ("keys", self.tr("Type into the focused program"), self.tr("Nothing is typed while "
                 "this window has the focus, or while the screen is locked.")),
            ),
        )  # fmt: skip
        self.title(self.tr("What is typed"))
        self.unit = self.radios(
            "typing_unit",
            (
                ("number", self.tr("The whole number, when you have said it"), ""),
                ("digit", self.tr("Each digit at once"), ""),
            ),
        )
        self.end, self.own_text, self.no_gap = self._add_end()
        self.groups, self.example = self._add_groups()
        self.length = self.combo(
            "typing_length",
            self.tr("Digits that a number must have"),
            ((0, self.tr("Any")), *((n, str(n)) for n in range(1, MAX_LENGTH + 1))),
        )
        self.doubtful = self.radios(
            "typing_doubtful",
            (
                (
                    "wait",
                    self.tr("A number with a doubtful digit waits"),
                    self.tr("Press Return or a button to type it, or say it again."),
                ),
                ("drop", self.tr("A number with a doubtful digit is not typed"), ""),
            ),
        )
        self.title(self.tr("In the background"))
        self.overlay = self.switch(
            "shows_overlay", self.tr("Show what was typed at the bottom of the screen")
        )
        has_tray = QSystemTrayIcon.isSystemTrayAvailable()
        self.tray = self._add_tray(has_tray=has_tray)
        self.login = self._add_login(has_tray=has_tray)
        self.title(self.tr("Shortcuts that work in every program"))
        self.shortcuts = self._add_shortcuts()
        self.column.addStretch(1)

    def _add_end(self) -> tuple[QComboBox, QLineEdit, QLabel]:
        current = self.settings.typing_end
        known = (
            ("", self.tr("Nothing")),
            (" ", self.tr("Space")),
            ("\t", self.tr("Tab")),
            ("\n", self.tr("Enter")),
        )
        is_own = current not in dict(known)
        box = self.combo(
            "typing_end",
            self.tr("Type after each number"),
            (*known, (current if is_own else _OWN_TEXT, self.tr("A text of your own"))),
        )
        field = QLineEdit(current if is_own else "")
        field.setMaxLength(MAX_END)
        field.setAccessibleName(self.tr("Text after each number"))
        field.setPlaceholderText(self.tr("Text"))
        field.setMaximumWidth(box.maximumWidth())
        field.setVisible(is_own)
        box.activated.disconnect()

        self.column.addWidget(field)
        hint = self.hint(
            self.tr(
                "Numbers said one after the other are typed without a gap: 17 and 42 become 1742."
            )
        )
        hint.setVisible(not current)

        def change(end: str) -> None:
            hint.setVisible(not end)
            self.change(typing_end=end)

        def on_choice(index: int) -> None:
            field.setVisible(index == len(known))
            change(field.text() if index == len(known) else known[index][0])

        box.activated.connect(on_choice)
        field.textEdited.connect(lambda text: change(text) if is_ending(text) else None)
        return box, field, hint

    def _add_groups(self) -> tuple[QLineEdit, QLabel]:
        self.add_label(self.tr("Groups of digits"))
        field = QLineEdit(self.settings.typing_groups)
        field.setAccessibleName(self.tr("Groups of digits"))
        field.setPlaceholderText(self.tr("none, or for example 4 3 2"))
        field.setMaxLength(40)
        field.setMaximumWidth(20 * self.fontMetrics().height())
        self.column.addWidget(field)
        example = self.hint("")

        def show(text: str) -> None:
            if is_grouping(text):
                typed = NumberFormat(groups=text).grouped(_EXAMPLE)
                shown = self.tr("{n} is typed as {text}").format(n=_EXAMPLE, text=typed)
                # It shows that, too, but only to those who look for it.
                rest = self.tr("Further digits belong to the last group.") if text else ""
                example.setText(f"{shown}. {rest}" if rest else shown)
            else:
                example.setText(self.tr("Give the sizes, with separators: 4 3 2 or 3-3-4"))

        def on_edit(text: str) -> None:
            show(text)
            if is_grouping(text):
                self.change(typing_groups=text)

        field.textEdited.connect(on_edit)
        show(field.text())
        return field, example

    def _add_tray(self, *, has_tray: bool) -> QCheckBox:
        box = self.switch(
            "closes_to_tray", self.tr("Closing the window leaves the program in the tray")
        )
        box.setEnabled(has_tray)
        if not has_tray:
            self.hint(self.tr("There is no tray here: closing the window ends the program."))
        return box

    def _add_login(self, *, has_tray: bool) -> QCheckBox:
        text = self.tr("Start at login, in the tray") if has_tray else self.tr("Start at login")
        box = QCheckBox(text)
        box.setChecked(autostart.is_enabled())
        self._add_wrapping(box)
        problem = self.hint("")
        problem.hide()

        def on_toggle(is_on: bool) -> None:
            message = autostart.enable() if is_on else autostart.disable()
            text = self.tr("This could not be changed ({detail}).")
            problem.setText(text.format(detail=message.rstrip(".")) if message else "")
            problem.setVisible(bool(message))

        box.toggled.connect(on_toggle)
        return box

    def _add_shortcuts(self) -> ShortcutFields:
        settings = self.settings
        shortcuts = ShortcutFields(
            (
                ("talk_shortcut", self.tr("Hold to talk"), settings.talk_shortcut),
                ("mute_shortcut", self.tr("Pause or resume listening"), settings.mute_shortcut),
                ("undo_shortcut", self.tr("Take back the last number"), settings.undo_shortcut),
            )
        )
        shortcuts.changed.connect(lambda name, keys: self.change(**{name: keys}))
        self.column.addWidget(shortcuts)
        self.hint(
            self.tr("Hold to talk needs push to talk, on the page Microphone. On Wayland, the "
                    "desktop asks which keys to use.")
        )  # fmt: skip
        self.hint(
            self.tr("A number that was followed by Tab or Enter cannot be taken back: use the "
                    "other program's own undo.")
        )  # fmt: skip
        return shortcuts
