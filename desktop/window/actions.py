"""Actions whose tooltips name their keys."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence


def make_action(text: str, tip: str, keys: str, parent: QObject) -> QAction:
    """Make an action; the window must add it to itself for its keys to work everywhere.

    Parameters
    ----------
    text : str
        On its button.
    tip : str
        What it does; its keys are added, as the platform writes them.
    keys : str
        In Qt's portable form, such as "Ctrl+P".
    parent : QObject
    """
    action = QAction(text, parent)
    action.setShortcut(QKeySequence(keys))
    action.setToolTip(f"{tip} ({shown_keys(action)})")
    return action


def shown_keys(action: QAction) -> str:
    """The keys of an action as the platform writes them; empty where it has none."""
    return action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
