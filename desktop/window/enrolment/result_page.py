"""The last page of the enrolment dialog: whether the profile helps, and what to do if not."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from core.profiles.profile import Profile
from desktop.window.enrolment.page_layout import page, row, wrapped
from desktop.window.enrolment.profile_texts import effect_text, still_wrong_text, usage_text
from desktop.window.theme.fonts import scaled_font


class ResultPage(QWidget):
    """Says what the profile changes; offers to record digits again and to use the profile."""

    repeat_requested = Signal()
    use_requested = Signal()
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.title = wrapped(QLabel())
        self.title.setFont(scaled_font(self.font(), 1.4, bold=True))
        self.summary = wrapped(QLabel())
        self.advice = wrapped(QLabel())
        self.usage = wrapped(QLabel())
        self.limit = wrapped(QLabel())
        self.limit.setText(
            self.tr("It applies to digits with a short pause between them. Several digits in one "
                    "breath are recognized without it.")
        )  # fmt: skip
        self.repeat = QPushButton(self.tr("Say these digits again"))
        self.repeat.clicked.connect(self.repeat_requested)
        self.use = QPushButton(self.tr("Use it anyway"))
        self.use.clicked.connect(self.use_requested)
        self.close_button = QPushButton(self.tr("Close"))
        self.close_button.clicked.connect(self.closed)
        page(
            self, self.title, self.summary, self.advice, self.usage, self.limit,
            row(self.use, self.repeat, self.close_button),
        )  # fmt: skip

    def show_profile(self, profile: Profile, *, is_in_use: bool) -> None:
        """Show the effect of a profile after an enrolment."""
        title, summary = effect_text(profile)
        self.title.setText(title)
        self.summary.setText(summary)
        advice = still_wrong_text(profile)
        self.advice.setText(advice)
        self.advice.setVisible(bool(advice))
        self.repeat.setVisible(bool(advice))
        self.limit.setVisible(profile.adaptation is not None)
        self.show_usage(profile, is_in_use=is_in_use)
        (self.repeat if advice else self.close_button).setFocus()

    def show_usage(self, profile: Profile, *, is_in_use: bool) -> None:
        """Show whether the profile is in use."""
        self.usage.setText(usage_text(profile.name, is_in_use=is_in_use))
        self.use.setVisible(not is_in_use and profile.adaptation is not None)
