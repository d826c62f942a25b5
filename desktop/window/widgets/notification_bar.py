"""Notifications: messages with buttons in the main window, instead of modal dialogs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.window.theme.icons import icon, pixmap
from desktop.window.theme.palettes import ERROR_STRIPE, WARNING_STRIPE

Severity = Literal["information", "warning", "error"]


@dataclass(frozen=True, slots=True)
class NotificationAction:
    """A button of a notification."""

    text: str
    callback: Callable[[], object]


class _MessageArea(QScrollArea):
    """As high as its text, or lower with a scroll bar: the last line may be the one that helps."""

    def __init__(self, message: QLabel) -> None:
        super().__init__()
        self._message = message
        self._most: int | None = None
        self.setWidget(message)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for widget in (self.viewport(), message):
            widget.setAutoFillBackground(False)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def limit(self, height: int | None) -> int:
        """Set the maximum height, at least two lines; None means no limit.

        Returns
        -------
        int
            Two lines, in pixels.
        """
        least = 2 * self.fontMetrics().lineSpacing()
        most = None if height is None else max(height, least)
        if most != self._most:
            self._most = most
            # Without a limit, Qt may show the bar for a moment, and leave it there.
            policy = Qt.ScrollBarPolicy
            is_off = most is None
            self.setVerticalScrollBarPolicy(
                policy.ScrollBarAlwaysOff if is_off else policy.ScrollBarAsNeeded
            )
            self.updateGeometry()
        return least

    def heightForWidth(self, width: int) -> int:
        """Qt: return the height of the text, up to the limit."""
        whole = self._message.heightForWidth(width)
        return whole if self._most is None else min(whole, self._most)

    def hasHeightForWidth(self) -> bool:
        """Qt: the height depends on the width."""
        return True

    def sizeHint(self) -> QSize:
        """Qt: return the size of the text."""
        width = self._message.sizeHint().width()
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Qt: return a size with room for one line."""
        line = self.fontMetrics().lineSpacing()
        return QSize(8 * line, line)


class Notification(QFrame):
    """An icon, a title, a message and buttons."""

    def __init__(
        self, severity: Severity, title: str, message: str, actions: Sequence[NotificationAction]
    ) -> None:
        super().__init__()
        self.setObjectName("card")
        self.severity = severity
        self.content = (title, message)
        self._icon = QLabel()
        self.title = QLabel(title)
        self.message = QLabel(message)
        self.title.setWordWrap(True)
        self.message.setWordWrap(True)
        # Their heights follow from the width. Otherwise Qt reserves several lines for one.
        self.title.setMinimumHeight(1)
        self.message.setMinimumHeight(1)
        self.message.setVisible(bool(message))
        self.message.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        font = self.font()
        font.setBold(True)
        self.title.setFont(font)
        self.setAccessibleName(f"{title}. {message}")
        self.close_button = QToolButton()
        self.close_button.setAutoRaise(True)
        self.close_button.setToolTip(self.tr("Close this notification"))
        self.close_button.setAccessibleName(self.tr("Close this notification"))

        self.message_area = _MessageArea(self.message)
        self.message_area.setVisible(bool(message))

        text = QVBoxLayout()
        text.setSpacing(2)
        text.addWidget(self.title)
        text.addWidget(self.message_area)
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._body.addLayout(text, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        self.buttons: list[QPushButton] = []
        for action in actions:
            button = QPushButton(action.text)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, callback=action.callback: callback())
            buttons.addWidget(button)
            self.buttons.append(button)
        buttons.addStretch(0)
        self._body.addLayout(buttons)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(18, 10, 10, 10)
        layout.setSpacing(12)
        layout.addWidget(self._icon)
        layout.addLayout(self._body, 1)
        layout.addWidget(self.close_button)
        self._apply_palette()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: paint a stripe in the colour of the severity."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._colour())
        painter.drawRoundedRect(6, 10, 4, self.height() - 20, 2, 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: move the buttons below the text in a narrow window."""
        super().resizeEvent(event)
        self._arrange(self.width())

    def height_for(self, width: int, *, is_limited: bool = False) -> int:
        """Height that shows all of the text at this width, or what fits into the limit."""
        self._arrange(width)
        if not is_limited:
            self.message_area.limit(None)
        return max(self.heightForWidth(width), self.minimumSizeHint().height())

    def limit_height(self, width: int, height: int) -> None:
        """Scroll the message if the whole text does not fit into a height."""
        if self.height_for(width) > height:
            least = self.message_area.limit(0)
            others = self.height_for(width, is_limited=True) - least
            self.message_area.limit(height - others)

    def _arrange(self, width: int) -> None:
        is_narrow = width < 55 * self.fontMetrics().averageCharWidth() * 2
        direction, align = QBoxLayout.Direction, Qt.AlignmentFlag
        self._body.setDirection(direction.TopToBottom if is_narrow else direction.LeftToRight)
        layout = self.layout()
        assert layout is not None
        layout.setAlignment(self.close_button, align.AlignTop if is_narrow else align.AlignVCenter)

    def changeEvent(self, event: QEvent) -> None:
        """Qt: redraw the icons when the theme changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._apply_palette()

    def _colour(self) -> QColor:
        if self.severity == "information":
            return self.palette().color(QPalette.ColorRole.Highlight)
        return QColor(ERROR_STRIPE if self.severity == "error" else WARNING_STRIPE)

    def _apply_palette(self) -> None:
        size = round(1.6 * self.fontMetrics().height())
        ratio = self.devicePixelRatioF()
        self._icon.setPixmap(pixmap(self.severity, self._colour(), size, ratio))
        self.close_button.setIcon(icon("close", self.palette()))


class NotificationBar(QWidget):
    """Shows at most one notification per topic, the newest at the bottom.

    In a small window, those that do not fit appear after others have been closed. Warnings and
    errors come before information, and newer ones before older ones.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shown: dict[str, Notification] = {}
        self._available_height = 10_000
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(6)
        self.setAccessibleName(self.tr("Notifications"))
        self.hide()

    def show_notification(
        self,
        topic: str,
        severity: Severity,
        title: str,
        message: str = "",
        actions: Sequence[NotificationAction] = (),
    ) -> None:
        """Show a notification; replaces an earlier one on the same topic."""
        previous = self.shown.get(topic)
        if previous is not None and previous.content == (title, message):
            return
        count = self._layout.count()
        index = count if previous is None else self._layout.indexOf(previous)
        self.clear(topic)
        notification = Notification(severity, title, message, actions)
        notification.close_button.clicked.connect(lambda: self.clear(topic))
        self.shown[topic] = notification
        self._layout.insertWidget(index, notification)
        self.show()
        self._select_visible()
        # Let screen readers announce it without moving the focus.
        QAccessible.updateAccessibility(QAccessibleEvent(notification, QAccessible.Event.Alert))

    def clear(self, topic: str) -> None:
        """Remove the notification on a topic, if there is one."""
        notification = self.shown.pop(topic, None)
        if notification is None:
            return
        self._layout.removeWidget(notification)
        notification.hide()
        notification.deleteLater()
        self.setVisible(bool(self.shown))
        self._select_visible()

    def set_available_height(self, height: int) -> None:
        """Limit the height of all notifications together; one is always visible."""
        self._available_height = height
        self._select_visible()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: text needs more lines in a narrow window."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._select_visible()

    def _select_visible(self) -> None:
        newest_first = list(self.shown.values())[::-1]
        used = 0
        for notification in sorted(newest_first, key=lambda one: one.severity == "information"):
            height = notification.height_for(self.width()) + self._layout.spacing()
            if used == 0:
                notification.limit_height(self.width(), self._available_height)
            notification.setVisible(used == 0 or used + height <= self._available_height)
            used += height
        self.updateGeometry()  # otherwise the window may keep room for those that are hidden
