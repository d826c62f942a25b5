"""The history window: a tree of utterances, details of the selected one, and export."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAction,
    QGuiApplication,
    QHideEvent,
    QKeyEvent,
    QKeySequence,
    QPalette,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QSizePolicy,
    QSplitter,
    QStackedWidget,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from desktop.settings import Settings
from desktop.window.output.history_export import export, export_numbers
from desktop.window.utterance_record import NumberRecord, UtteranceRecord
from desktop.window.utterances.history_model import History, Item
from desktop.window.utterances.number_card import NumberCard
from desktop.window.utterances.utterance_card import UtteranceCard
from desktop.window.widgets.question import is_confirmed

MIN_WIDTH_WITH_DETAILS = 1060
"""Minimum width, in pixels, that shows the details beside the tree."""


_LESS_IMPORTANT = (4, 3)
"""Columns that are hidden first where there is no room: the details tell the same."""


class HistoryWindow(QDialog):
    """A non-modal window that lists all utterances and is updated while the user speaks."""

    details_requested = Signal(object)
    """An `UtteranceRecord` to show in a dialog, because this window is too narrow."""

    def __init__(self, history: History, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.setWindowTitle(self.tr("History"))
        self.history = history
        self.settings = settings
        self.tree = _tree(history)
        self.tree.installEventFilter(self)
        self.tree.viewport().installEventFilter(self)
        self.tree.setAccessibleName(self.tr("All utterances"))
        self.card, self.number_card = UtteranceCard(settings), NumberCard()
        self.details = QStackedWidget()
        self.details.addWidget(self.card)
        self.details.addWidget(self.number_card)
        # Ignore its width, so that the window can become narrow enough to hide it.
        self.details.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        self.details.hide()
        self.empty = QLabel(self.tr("No utterances yet. Say a digit, and it appears here."))
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setWordWrap(True)
        self.empty.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.status = QLabel()
        self.status.setWordWrap(True)
        self.status.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.export_button = QPushButton(self.tr("Export…"))
        self.clear_button = QPushButton(self.tr("Clear"))
        self.undo_button = QPushButton(self.tr("Undo"))
        self.undo_button.setToolTip(
            self.tr("Bring back what was cleared, until this window is closed")
        )
        self.close_button = QPushButton(self.tr("Close"))
        for button in (
            self.export_button, self.clear_button, self.undo_button, self.close_button,
        ):  # fmt: skip
            button.setAutoDefault(False)
        copy = QAction(self.tr("Copy"), self.tree)
        copy.setShortcut(QKeySequence.StandardKey.Copy)
        copy.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        copy.triggered.connect(self._copy)
        self.tree.addAction(copy)
        self.tree.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self._arrange()
        self.export_button.clicked.connect(self._on_export)
        self.clear_button.clicked.connect(self._clear)
        self.undo_button.clicked.connect(self._restore)
        self.close_button.clicked.connect(self.close)
        self.tree.selectionModel().selectionChanged.connect(self._on_selection)
        self.tree.activated.connect(self._on_activated)
        # The times of digits are longer. Qt knows their width after it has laid out the rows.
        self._fit_later = QTimer(self, singleShot=True, interval=0)
        self._fit_later.timeout.connect(self._fit_columns)
        self.tree.expanded.connect(self._fit_later.start)
        self.tree.collapsed.connect(self._fit_later.start)
        history.rowsInserted.connect(self._on_inserted)
        history.modelReset.connect(self._update)
        history.corrected.connect(self._on_corrected)
        self._update()

    def select(self, record: Item) -> None:
        """Select an utterance, or a number."""
        index = self.history.index_of(record)
        if index.isValid():
            self.tree.setCurrentIndex(index)  # opens the number of a digit
            self.tree.scrollTo(index)

    def export_to(self, path: Path, *, is_numbers: bool = False) -> None:
        """Export the history, or a table of its numbers, and show the result."""
        try:
            if is_numbers:
                count = export_numbers(self.history.items, path)
            else:
                count = export(self.history, path)
        except OSError as error:
            reason = error.strerror or str(error)
            text = self.tr("Could not write {path}: {reason}")
            self._set_status(text.format(path=path, reason=reason))
            return
        if is_numbers:
            text = self.tr("%n number(s) written to {path}", "", count)
        else:
            text = self.tr("%n utterance(s) written to {path}", "", count)
        self._set_status(text.format(path=path))

    def _copy(self) -> None:
        """Copy the selected number or digit."""
        if (item := self._selected) is not None and item.text:
            QGuiApplication.clipboard().setText(item.text)

    def _clear(self) -> None:
        """Remove all utterances; the button to undo that gets the focus of the disabled one."""
        count = len(self.history)
        self.history.clear()
        self._set_status(self.tr("%n utterance(s) removed", "", count))
        self.undo_button.setFocus()

    def _restore(self) -> None:
        self.history.restore()
        self._set_status("")
        self.tree.setFocus()

    def _set_status(self, text: str) -> None:
        self.status.setText(text)
        self.status.setAccessibleName(text)

    def _on_export(self) -> None:
        numbers = self.tr("Table of numbers (*.csv)")
        suffixes = {
            numbers: ".csv",
            self.tr("Table of all utterances (*.csv)"): ".csv",
            self.tr("All utterances as JSON (*.json)"): ".json",
        }
        path, file_type = QFileDialog.getSaveFileName(
            self, self.tr("Export the history"), "spoken-digits", ";;".join(suffixes)
        )
        if not path:
            return
        target = Path(path)
        if not target.suffix:
            target = target.with_suffix(suffixes.get(file_type, ".csv"))
            # The dialog has asked only about the name without the suffix.
            if target.exists() and not self._is_replacement_confirmed(target):
                return
        self.export_to(target, is_numbers=file_type == numbers)

    def _is_replacement_confirmed(self, path: Path) -> bool:
        question = self.tr('"{name}" already exists. Replace it?').format(name=path.name)
        return is_confirmed(self, self.tr("Export the history"), question, self.tr("Replace"))

    @property
    def _selected(self) -> Item | None:
        indexes = self.tree.selectionModel().selectedRows()
        return self.history.item(indexes[0]) if indexes else None

    def _on_selection(self) -> None:
        if not self.details.isHidden():
            self._show_details()

    def _show_details(self) -> None:
        item = self._selected
        if isinstance(item, NumberRecord):
            self.number_card.show_record(item)
            self.details.setCurrentWidget(self.number_card)
        elif item is not None:
            self.card.show_record(item, self.settings)
            self.details.setCurrentWidget(self.card)

    def _on_activated(self, index: QModelIndex) -> None:
        item = self.history.item(index)
        if isinstance(item, NumberRecord):
            first = index.siblingAtColumn(0)
            self.tree.setExpanded(first, not self.tree.isExpanded(first))
        elif self.details.isHidden():
            self.details_requested.emit(item)
        else:
            self.card.setFocus()

    def _on_inserted(self) -> None:
        bar = self.tree.verticalScrollBar()
        if bar.value() >= bar.maximum() - 1:  # do not scroll away from earlier utterances
            self.tree.scrollToBottom()
        self._update()
        self._fit_columns()

    def _on_corrected(self, record: UtteranceRecord) -> None:
        self._fit_columns()
        if self.card.shown is record or self.number_card.shown is record.whole:
            self._on_selection()

    def _fit_columns(self) -> None:
        """Hide the less important columns where the others would be cut."""
        tree, header = self.tree, self.tree.header()
        for column in _LESS_IMPORTANT:
            tree.setColumnHidden(column, False)
        widths = [
            max(tree.sizeHintForColumn(column), header.sectionSizeHint(column))
            for column in range(header.count())
        ]
        needed = sum(widths)
        for column in _LESS_IMPORTANT:
            if needed > tree.viewport().width():
                tree.setColumnHidden(column, True)
                needed -= widths[column]

    def _update(self) -> None:
        has_any = len(self.history) > 0
        self.empty.setVisible(not has_any)
        self._splitter.setVisible(has_any)
        self.export_button.setEnabled(has_any)
        self.clear_button.setEnabled(has_any)
        self.undo_button.setVisible(self.history.can_restore)
        if not has_any:
            self.status.clear()

    def _arrange(self) -> None:
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(self.tree)
        self._splitter.addWidget(self.details)
        self.tree.setMinimumWidth(28 * self.fontMetrics().height())
        self._splitter.setSizes([564, 586])
        bottom = QHBoxLayout()
        bottom.addWidget(self.export_button)
        bottom.addWidget(self.clear_button)
        bottom.addWidget(self.undo_button)
        bottom.addWidget(self.status, 1)
        bottom.addWidget(self.close_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 14, 14, 14)
        layout.setSpacing(10)
        layout.addWidget(self._splitter, 1)
        layout.addWidget(self.empty, 1)
        layout.addLayout(bottom)
        available = self.screen().availableSize()
        self.resize(min(1180, available.width() - 40), min(640, available.height() - 60))

    def _on_correction_key(self, text: str) -> None:
        """Correct or replay the selected item, also while its details are hidden."""
        item = self._selected
        if item is None:
            return
        if text in "rR":
            card = self.number_card if isinstance(item, NumberRecord) else self.card
            if item.samples is not None:
                card.replay_requested.emit(item)
        elif isinstance(item, UtteranceRecord):
            self.card.correction_made.emit(item, None if text == "-" else int(text))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: handle the correction keys in the tree, which would otherwise search for them."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.matches(QKeySequence.StandardKey.Copy):  # the view would copy a cell
                self._copy()
                return True
            text = event.text()
            if text and text in "0123456789-rR":
                self._on_correction_key(text)
                return True
        if watched is self.tree.viewport() and event.type() == QEvent.Type.Resize:
            self._fit_columns()
        return super().eventFilter(watched, event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Qt: forget what was cleared, when the window is closed."""
        super().hideEvent(event)
        if not event.spontaneous():  # not when it is minimized
            self.history.forget_cleared()
            self._update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: hide the details in a narrow window, where Enter opens them in a dialog."""
        super().resizeEvent(event)
        is_wide = self.width() >= MIN_WIDTH_WITH_DETAILS
        if is_wide == self.details.isHidden():
            self.details.setVisible(is_wide)
            if is_wide and self._selected is None and len(self.history):
                last = self.history[len(self.history) - 1]
                self.select(last.whole or last)
            elif is_wide:
                self._show_details()


def _tree(history: History) -> QTreeView:
    tree = QTreeView()
    tree.setModel(history)
    tree.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    tree.setAlternatingRowColors(True)
    tree.setUniformRowHeights(True)
    tree.setIndentation(tree.fontMetrics().height())
    tree.setAllColumnsShowFocus(True)
    tree.setExpandsOnDoubleClick(False)  # `activated` does it, also for Enter
    header = tree.header()
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    header.setResizeContentsPrecision(30)
    # The last column has long texts and takes the remaining width.
    header.setSectionResizeMode(history.columnCount() - 1, QHeaderView.ResizeMode.Stretch)
    header.setStretchLastSection(False)  # a tree's default, which keeps it at least 100 pixels wide
    header.setSectionsMovable(False)
    return tree
