"""Shows what was just typed, and what the shortcuts did, near the bottom of the screen.

It never takes the focus.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import (
    QColor,
    QGuiApplication,
    QHideEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPalette,
    QRegion,
    QResizeEvent,
)
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from desktop.dictation.outcome import Outcome
from desktop.dictation.phrase import DOUBT
from desktop.number_format import NumberFormat
from desktop.window.output.digit_output import DigitOutput
from desktop.window.output.typing_texts import outcome_text
from desktop.window.theme.fonts import scaled_font
from desktop.window.theme.icons import icon

SHORT_MS, LONG_MS = 2000, 6000
"""How long it stays: for what was typed, and for what has to be read."""

_MARGIN = 64
"""Distance to the bottom of the screen, in logical pixels."""

_RADIUS = 12.0


class Overlay(QWidget):
    """A number, a line about it, and buttons.

    Parameters
    ----------
    output : DigitOutput
    """

    def __init__(self, output: DigitOutput) -> None:
        super().__init__(
            None,
            Qt.WindowType.ToolTip
            | Qt.WindowType.FramelessWindowHint
            | Qt.WindowType.WindowStaysOnTopHint
            | Qt.WindowType.WindowDoesNotAcceptFocus
            | Qt.WindowType.BypassWindowManagerHint,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(self.tr("What was typed"))
        self.is_enabled = True
        self.groups = ""
        """Groups of digits in which numbers are typed; see `NumberFormat`."""
        self.number = QLabel()
        self.number.setFont(scaled_font(self.font(), 2.2, bold=True))
        self.text = QLabel()
        self.text.setWordWrap(True)
        self.type_button = self._button(self.tr("Type it"), output.confirm)
        self.drop_button = self._button(self.tr("Drop it"), output.dismiss)
        self.undo_button = self._button(self.tr("Undo"), output.undo_now)
        self._layout_parts()
        self._shows_talk = False
        self._question: Outcome | None = None  # about a number that waits
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._finish)
        output.outcome.connect(self.show_outcome)

    def show_outcome(self, outcome: Outcome) -> None:
        """Show an outcome, unless the program's own window shows it anyway."""
        if outcome.kind in ("waiting", "typed", "dismissed"):
            self._question = outcome if outcome.kind == "waiting" else None
        if not self.is_enabled or outcome.kind == "ready" or outcome.code == "own_window":
            return
        if QApplication.activeWindow() is not None:
            self.hide()
            return
        self._shows_talk = False
        self.number.setText(self._shown(outcome))
        self.number.setVisible(bool(outcome.number))
        text = outcome_text(outcome)
        self._set_text(text)
        is_waiting = outcome.kind == "waiting" or outcome.still_waits
        self.type_button.setVisible(is_waiting)
        self.drop_button.setVisible(is_waiting)
        self.undo_button.setVisible(outcome.can_undo)
        self._place()
        self.show()
        self.update()
        if is_waiting:
            self._timer.stop()
        else:
            self._timer.start(LONG_MS if text and outcome.kind == "not_typed" else SHORT_MS)

    @property
    def is_asking(self) -> bool:
        """Whether it shows the question about a number that waits."""
        return self.type_button.isVisible()

    def _finish(self) -> None:
        """Hide it, or show again the question that something else has replaced."""
        question = self._question
        self.hide()
        if question is not None:
            self.show_outcome(question)

    def show_talk(self, text: str) -> None:
        """Show the state of the microphone as long as the shortcut "hold to talk" is held.

        A number that waits to be confirmed stays instead.

        Parameters
        ----------
        text : str
            Such as "Listening"; empty when the shortcut is released.
        """
        if text and self._show_line(text):
            self._shows_talk = True
        elif self._shows_talk:
            self._finish()

    def show_state(self, text: str) -> None:
        """Show for a short time that the shortcut has paused or resumed listening."""
        if self._show_line(text):
            self._timer.start(SHORT_MS)

    def _show_line(self, text: str) -> bool:
        """Show only a line, and return True, unless something else must be seen."""
        if not self.is_enabled or QApplication.activeWindow() is not None:
            return False
        if self.is_asking:
            return False
        self._shows_talk = False
        self._timer.stop()
        for part in (self.number, self.type_button, self.drop_button, self.undo_button):
            part.setVisible(False)
        self._set_text(text)
        self._place()
        self.show()
        self.update()
        return True

    def hideEvent(self, event: QHideEvent) -> None:
        """Qt: note that nothing is shown."""
        super().hideEvent(event)
        self._shows_talk = False

    def _shown(self, outcome: Outcome) -> str:
        if outcome.kind == "typed":
            return NumberFormat(groups=self.groups).grouped(outcome.number)
        return _with_doubt_underlined(outcome)

    def _set_text(self, text: str) -> None:
        """Show a text with the height that all of its lines need at its width."""
        self.text.setText(text)
        self.text.setVisible(bool(text))
        width = min(self.text.fontMetrics().horizontalAdvance(text) + 2, _widest(self.text))
        self.text.setFixedSize(width, max(self.text.heightForWidth(width), 0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: cut the corners, which are black on X11 without a compositor."""
        super().resizeEvent(event)
        if QGuiApplication.platformName() != "xcb":
            return
        path = QPainterPath()
        path.addRoundedRect(QRectF(self.rect()), _RADIUS, _RADIUS)
        self.setMask(QRegion(path.toFillPolygon().toPolygon()))

    def changeEvent(self, event: QEvent) -> None:
        """Qt: follow a change of theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "undo_button"):
            self.undo_button.setIcon(icon("undo", self.palette()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: draw the background."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        background = QColor(self.palette().color(QPalette.ColorRole.Window))
        painter.setBrush(background)
        painter.setPen(self.palette().color(QPalette.ColorRole.Mid))
        painter.drawRoundedRect(
            QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS
        )

    def _layout_parts(self) -> None:
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(self.number)
        texts.addWidget(self.text)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 10, 16, 10)
        row.setSpacing(12)
        row.addLayout(texts)
        for button in (self.type_button, self.drop_button, self.undo_button):
            row.addWidget(button)

    def _button(self, text: str, action: object) -> QToolButton:
        button = QToolButton()
        button.setText(text)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.clicked.connect(action)
        if text == self.tr("Undo"):
            button.setIcon(icon("undo", self.palette()))
        return button

    def _place(self) -> None:
        """Move it to the bottom of the screen with the cursor."""
        from PySide6.QtGui import QCursor

        layout = self.layout()
        assert layout is not None
        layout.activate()  # so that it also becomes narrower
        self.adjustSize()
        screen = QGuiApplication.screenAt(QCursor.pos()) or QGuiApplication.primaryScreen()
        area, size = screen.availableGeometry(), QSize(self.size())
        x = area.center().x() - size.width() // 2
        self.move(x, area.bottom() - size.height() - min(_MARGIN, area.height() // 8))


def _widest(text: QLabel) -> int:
    """Return the width at which a text is wrapped: 24 lines, less on a small screen."""
    return min(24 * text.fontMetrics().height(), round(0.6 * text.screen().size().width()))


def _with_doubt_underlined(outcome: Outcome) -> str:
    """Return the number as rich text, with its doubtful digits underlined."""
    if outcome.kind != "waiting":
        return outcome.number
    pairs = zip(outcome.number, outcome.detail, strict=True)
    return "".join(f"<u>{digit}</u>" if said == DOUBT else digit for digit, said in pairs)
