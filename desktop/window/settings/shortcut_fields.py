"""Fields for the shortcuts that work in every program."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QFormLayout, QKeySequenceEdit, QLabel, QVBoxLayout, QWidget

_MODIFIERS = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)

_EDITING_KEYS = frozenset(
    {
        Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Backspace,
        Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Delete, Qt.Key.Key_Insert,
        Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_Right,
        Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown,
    }
)  # fmt: skip


class ShortcutFields(QWidget):
    """A field for each shortcut. What cannot be used is refused, with the reason below.

    Parameters
    ----------
    shortcuts : sequence of (str, str, str)
        Name, label and keys of each.
    """

    changed = Signal(str, str)
    """Name and keys, in Qt's portable form, of a shortcut."""

    def __init__(self, shortcuts: Sequence[tuple[str, str, str]]) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        layout.addLayout(form)
        self.fields: dict[str, QKeySequenceEdit] = {}
        self._labels = {name: label for name, label, _ in shortcuts}
        self._used = {name: QKeySequence(keys) for name, _, keys in shortcuts}
        for name, label, keys in shortcuts:
            field = QKeySequenceEdit(QKeySequence(keys))
            field.setMaximumSequenceLength(1)
            field.setClearButtonEnabled(True)
            field.setMaximumWidth(16 * self.fontMetrics().height())
            field.setAccessibleName(label)
            field.keySequenceChanged.connect(lambda keys, name=name: self._change(name, keys))
            form.addRow(label, field)
            self.fields[name] = field
        self.problem = QLabel()
        self.problem.setWordWrap(True)
        self.problem.hide()
        layout.addWidget(self.problem)

    def _change(self, name: str, keys: QKeySequence) -> None:
        # Qt clears the field when the first key is pressed, so that it is empty after a refusal.
        if keys == self._used[name]:
            return
        problem = self._problem(name, keys)
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        if problem:
            self.fields[name].clear()
            return
        self._used[name] = keys
        self.changed.emit(name, keys.toString(QKeySequence.SequenceFormat.PortableText))

    def _problem(self, name: str, keys: QKeySequence) -> str:
        shown = keys.toString(QKeySequence.SequenceFormat.NativeText)
        if is_for_typing(keys):
            text = self.tr(
                "{keys} would no longer work in other programs. Choose a function key, or add Ctrl "
                "or Alt."
            )
            return text.format(keys=shown)
        for other, used in self._used.items():
            if other != name and not keys.isEmpty() and used == keys:
                text = self.tr("{keys} is used already: {label}.")
                return text.format(keys=shown, label=self._labels[other])
        return ""


def is_for_typing(keys: QKeySequence) -> bool:
    """Whether keys write or edit a text, so that other programs need them."""
    if keys.isEmpty():
        return False
    first = keys[0]  # pyright: ignore[reportIndexIssue] - the stubs lack it
    is_plain = not first.keyboardModifiers() & _MODIFIERS
    # Keys of Qt with a character have its code, the others are above those of Unicode.
    return is_plain and (first.key() < Qt.Key.Key_Escape or first.key() in _EDITING_KEYS)
